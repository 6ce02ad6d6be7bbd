import { can } from '../domain/agent.js'
import { ratingSummary } from '../domain/satisfaction-figures.js'
import type { SatisfactionSurvey } from '../domain/satisfaction.js'
import type { Ticket } from '../domain/ticket.js'
import type { Page, PageRequest } from '../store/store.js'
import type { Actor, ProtocolDeps } from './deps.js'

export type SatisfactionLine = {
  survey: SatisfactionSurvey
  ticket: Pick<Ticket, 'number' | 'product' | 'outcome'> | null
  agentName: string
}

/** Satisfaction surveys, newest first: agents see those of their tickets, supervisors all or those of one agent. */
export type Satisfaction = {
  list: (
    actor: Actor,
    filter: { agentId?: string | undefined },
    page: PageRequest,
  ) => Promise<Page<SatisfactionLine>>
  /** Over every survey of the filter; without days all of time. Agents get their own figures. */
  summary: (
    actor: Actor,
    filter: { agentId?: string | undefined; from?: Date | undefined; to?: Date | undefined },
  ) => Promise<SatisfactionSummary>
}

export type SatisfactionSummary = ReturnType<typeof ratingSummary> & {
  names: ReadonlyMap<string, string>
}

const beginning = new Date(0)
const end = new Date('9999-01-01T00:00:00Z')

const whoseSurveys = (actor: Actor, agentId: string | undefined): { agentId?: string } => {
  const seen = can(actor, 'transcripts:read-any') ? agentId : actor.id
  return seen === undefined ? {} : { agentId: seen }
}

export const createSatisfaction = ({ store }: Pick<ProtocolDeps, 'store'>): Satisfaction => ({
  list: async (actor, { agentId }, page) => {
    const { items, next } = await store.satisfactionSurveys.list(whoseSurveys(actor, agentId), page)
    const agents = await store.agents.byIds([...new Set(items.map((each) => each.agentId))])
    const names = new Map(agents.map(({ id, name }) => [id, name]))
    const tickets = await Promise.all(items.map(({ id }) => store.tickets.byId(id)))
    return {
      items: items.map((survey, index) => ({
        survey,
        ticket: tickets[index] ?? null,
        agentName: names.get(survey.agentId) ?? '',
      })),
      next,
    }
  },
  summary: async (actor, { agentId, from = beginning, to = end }) => {
    const range = { from, to }
    const rows = await store.satisfactionSurveys.ratings({
      ...whoseSurveys(actor, agentId),
      ...range,
    })
    const agents = await store.agents.byIds(rows.map((row) => row.agentId))
    return { ...ratingSummary(rows), names: new Map(agents.map(({ id, name }) => [id, name])) }
  },
})
