import { can } from '../domain/agent.js'
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
}

export const createSatisfaction = ({ store }: Pick<ProtocolDeps, 'store'>): Satisfaction => ({
  list: async (actor, { agentId }, page) => {
    const seen = can(actor, 'transcripts:read-any') ? agentId : actor.id
    const { items, next } = await store.satisfactionSurveys.list(
      seen === undefined ? {} : { agentId: seen },
      page,
    )
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
})
