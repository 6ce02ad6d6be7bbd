import { z } from 'zod'
import { DomainError } from '../../domain/errors.js'
import type { CampaignRun } from '../../domain/records.js'
import { createAudit } from '../audit.js'
import {
  campaignPage,
  campaignView,
  sendCampaignRequest,
  sendCampaignView,
} from '../contract/campaign.js'
import type { CampaignView } from '../contract/campaign.js'
import { identifier, pageQuery } from '../contract/common.js'
import type { ApiDeps } from '../deps.js'
import { presentCampaign, presentDefinition } from '../present/campaign.js'
import { route } from '../routing/route.js'
import type { Route } from '../routing/route.js'
import { toPageRequest } from './page-request.js'

type Deps = Pick<ApiDeps, 'records' | 'campaigns' | 'content' | 'clock' | 'newId'>

const createPresentRuns =
  ({ records, content }: Deps) =>
  async (runs: readonly CampaignRun[]): Promise<CampaignView[]> => {
    const agents = await records.agents.byIds([...new Set(runs.map((run) => run.startedBy))])
    const names = new Map(agents.map((agent) => [agent.id, agent.name]))
    const definitions = content().campaigns
    return Promise.all(
      runs.map(async (run) => {
        const counts = await records.ledger.countsOf(run.id)
        return presentCampaign(run, { counts, names, definitions })
      }),
    )
  }

const createFindRun =
  ({ records }: Deps) =>
  async (campaignId: string): Promise<CampaignRun> => {
    let after: string | null = null
    do {
      const page: { items: CampaignRun[]; next: string | null } = await records.campaignRuns.list({
        limit: 200,
        after,
      })
      const run = page.items.find(({ id }) => id === campaignId)
      if (run !== undefined) return run
      after = page.next
    } while (after !== null)
    throw new DomainError('not-found', 'No existe esa campaña.')
  }

export const createCampaignRoutes = (deps: Deps): Route[] => {
  const audit = createAudit(deps)
  const presentRuns = createPresentRuns(deps)
  const findRun = createFindRun(deps)
  return [
    route({
      method: 'get',
      path: '/api/campaigns',
      tag: 'campaigns',
      summary: 'Campaigns sent so far, and what can be sent',
      access: 'transcripts:read-any',
      query: pageQuery,
      answer: campaignPage,
      handle: async ({ query }) => {
        const { items, next } = await deps.records.campaignRuns.list(toPageRequest(query))
        const definitions = deps.content().campaigns.map(presentDefinition)
        return { items: await presentRuns(items), next, definitions }
      },
    }),
    route({
      method: 'get',
      path: '/api/campaigns/:campaignId',
      tag: 'campaigns',
      summary: 'How far a campaign is',
      access: 'transcripts:read-any',
      params: z.strictObject({ campaignId: identifier }),
      answer: campaignView,
      handle: async ({ params }) => {
        const [view] = await presentRuns([await findRun(params.campaignId)])
        if (view === undefined) throw new Error('A campaign was lost while its page was made.')
        return view
      },
    }),
    route({
      method: 'post',
      path: '/api/campaigns/:definitionId/send',
      tag: 'campaigns',
      summary: 'Send to a list; who had it already gets it no second time',
      access: 'campaigns:send',
      params: z.strictObject({ definitionId: identifier }),
      body: sendCampaignRequest,
      answer: sendCampaignView,
      status: 202,
      handle: async ({ agent, params: { definitionId }, body }) => {
        await audit(agent, 'campaign.send', definitionId)
        return deps.campaigns.send({ definitionId, csv: body.csv, startedBy: agent.id })
      },
    }),
  ]
}
