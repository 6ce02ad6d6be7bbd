import type { CampaignDefinition, RecipientStatus } from '../../domain/campaign.js'
import type { CampaignRun } from '../../domain/records.js'
import { recipientStatuses } from '../contract/campaign.js'
import type { CampaignDefinitionView, CampaignView } from '../contract/campaign.js'

type Counts = Partial<Record<RecipientStatus, number>>

const allCounts = (counts: Counts): CampaignView['counts'] => ({
  pending: counts.pending ?? 0,
  queued: counts.queued ?? 0,
  sent: counts.sent ?? 0,
  delivered: counts.delivered ?? 0,
  read: counts.read ?? 0,
  failed: counts.failed ?? 0,
  skipped: counts.skipped ?? 0,
})

export const presentCampaign = (
  run: CampaignRun,
  around: {
    counts: Counts
    names: ReadonlyMap<string, string>
    definitions: readonly CampaignDefinition[]
  },
): CampaignView => {
  const { id, definitionId, kind, startedAt, startedBy } = run
  const definition = around.definitions.find((known) => known.id === definitionId)
  const counts = allCounts(around.counts)
  return {
    id,
    definitionId,
    kind,
    name: definition?.name.es ?? definitionId,
    startedAt: startedAt.toISOString(),
    startedBy: { id: startedBy, name: around.names.get(startedBy) ?? startedBy },
    counts,
    total: recipientStatuses.reduce((sum, status) => sum + counts[status], 0),
  }
}

export const presentDefinition = (definition: CampaignDefinition): CampaignDefinitionView => ({
  id: definition.id,
  kind: definition.kind,
  name: definition.name.es,
  products: Object.keys(definition.invitations),
})
