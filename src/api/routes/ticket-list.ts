import type { Agent } from '../../domain/agent.js'
import { startOfDay } from '../../domain/local-time.js'
import type { TicketListFilter } from '../../tickets/read-tickets.js'
import { ticketCountsView, ticketQuery } from '../contract/ticket-filter.js'
import type { TicketFilter } from '../contract/ticket-filter.js'
import { ticketPage } from '../contract/ticket.js'
import type { ApiDeps } from '../deps.js'
import { presentTicket } from '../present/ticket.js'
import { presentCounts } from '../present/workspace.js'
import { route } from '../routing/route.js'
import type { Route } from '../routing/route.js'
import { toPageRequest } from './page-request.js'

const dayMs = 24 * 3_600_000

/** The contract has checked each of them. */
const split = <Value extends string>(written: string): Value[] => written.split(',') as Value[]

const assigneeOf = (assignee: string, me: string): string | null => {
  if (assignee === 'none') return null
  return assignee === 'me' ? me : assignee
}

const moment = (written: string | undefined): Date | undefined =>
  written === undefined ? undefined : new Date(written)

const latest = (dates: readonly (Date | undefined)[]): Date | undefined =>
  dates.reduce((a, b) => (a && b ? (a > b ? a : b) : (a ?? b)), undefined)

const earliest = (dates: readonly (Date | undefined)[]): Date | undefined =>
  dates.reduce((a, b) => (a && b ? (a < b ? a : b) : (a ?? b)), undefined)

/** Ranges that were asked for in words and as instants hold both. */
const dueRange = (
  query: TicketFilter,
  now: Date,
): Pick<TicketListFilter, 'dueFrom' | 'dueBefore'> => {
  const { due } = query
  const ends = {
    overdue: now,
    today: new Date(startOfDay(now).getTime() + dayMs),
    week: new Date(now.getTime() + 7 * dayMs),
  }
  const from = latest([moment(query.dueFrom), due && due !== 'overdue' ? now : undefined])
  const before = earliest([moment(query.dueBefore), due ? ends[due] : undefined])
  return { ...(from ? { dueFrom: from } : {}), ...(before ? { dueBefore: before } : {}) }
}

const filterOf = (query: TicketFilter, agent: Agent, now: Date): TicketListFilter => ({
  ...(query.status === undefined ? {} : { statuses: split(query.status) }),
  ...(query.assignee === undefined ? {} : { assigneeId: assigneeOf(query.assignee, agent.id) }),
  ...(query.queue === undefined ? {} : { queue: query.queue }),
  ...(query.product === undefined ? {} : { products: split(query.product) }),
  ...(query.kind === undefined ? {} : { kinds: split(query.kind) }),
  ...(query.priority === undefined ? {} : { priorities: split(query.priority) }),
  ...(query.tag === undefined ? {} : { tag: query.tag }),
  ...(query.search === undefined ? {} : { search: query.search }),
  ...dueRange(query, now),
})

/** The queue: lists and counts. Before the routes of one ticket, whose addresses begin alike. */
export const createTicketListRoutes = ({
  desk,
  workspace,
  content,
  clock,
}: Pick<ApiDeps, 'desk' | 'workspace' | 'content' | 'clock'>): Route[] => [
  route({
    method: 'get',
    path: '/api/tickets',
    tag: 'tickets',
    summary: 'Tickets, oldest due first, narrowed as one likes',
    access: 'tickets:work',
    query: ticketQuery,
    answer: ticketPage,
    handle: async ({ agent, query }) => {
      const filter = filterOf(query, agent, clock.now())
      const { items, next } = await desk.list(agent, filter, toPageRequest(query))
      return { items: items.map((detail) => presentTicket(detail, content().surveys)), next }
    },
  }),
  route({
    method: 'get',
    path: '/api/tickets/counts',
    tag: 'tickets',
    summary:
      'How many tickets each queue has, how many are mine, late or closed, and what my views hold',
    access: 'tickets:work',
    answer: ticketCountsView,
    handle: async ({ agent }) => {
      const views = (await workspace.views.list(agent)).map(({ view: { id, filter } }) => ({
        id,
        filter: filterOf(filter, agent, clock.now()),
      }))
      return presentCounts(await workspace.counts(agent, views))
    },
  }),
]
