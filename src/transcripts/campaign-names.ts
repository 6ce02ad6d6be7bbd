import type { Store } from '../store/store.js'

/** Definition ids by campaign id, as far as they are known. */
export type CampaignNames = (campaignIds: readonly string[]) => Promise<ReadonlyMap<string, string>>

/** A run never changes its definition, so what was read once is kept; an unknown id is looked up in the newest runs. */
export const createCampaignNames = (store: Store): CampaignNames => {
  const known = new Map<string, string>()
  return async (campaignIds) => {
    if (campaignIds.some((id) => !known.has(id))) {
      const { items } = await store.campaignRuns.list({ limit: 200, after: null })
      for (const run of items) known.set(run.id, run.definitionId)
    }
    return known
  }
}
