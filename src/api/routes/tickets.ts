import { z } from 'zod'
import type { TicketDesk } from '../../tickets/ticket-desk.js'
import { identifier } from '../contract/common.js'
import { ticketPage, ticketQuery, ticketView } from '../contract/ticket.js'
import type { ApiDeps } from '../deps.js'
import { presentTicket } from '../present/ticket.js'
import { route } from '../routing/route.js'
import type { Route } from '../routing/route.js'
import { toPageRequest } from './page-request.js'

export const ticketParams = z.strictObject({ ticketId: identifier })

const assigneeId = (assignee: string | undefined, me: string): { assigneeId?: string | null } => {
  if (assignee === undefined) return {}
  if (assignee === 'none') return { assigneeId: null }
  return { assigneeId: assignee === 'me' ? me : assignee }
}

type Verb = { path: string; summary: string; act: TicketDesk['claim'] }

export const createTicketRoutes = ({
  desk,
  content,
}: Pick<ApiDeps, 'desk' | 'content'>): Route[] => {
  const verbs: Verb[] = [
    { path: 'claim', summary: 'Take a waiting ticket; one wins', act: desk.claim },
    { path: 'release', summary: 'Give the ticket back to the queue', act: desk.release },
  ]
  const verbRoute = ({ path, summary, act }: Verb) =>
    route({
      method: 'post',
      path: `/api/tickets/:ticketId/${path}`,
      tag: 'tickets',
      summary,
      access: 'tickets:work',
      params: ticketParams,
      answer: ticketView,
      handle: async ({ agent, params }) =>
        presentTicket(await act(agent, params.ticketId), content().surveys),
    })
  return [
    route({
      method: 'get',
      path: '/api/tickets',
      tag: 'tickets',
      summary: 'Tickets, oldest due first',
      access: 'tickets:work',
      query: ticketQuery,
      answer: ticketPage,
      handle: async ({ agent, query }) => {
        const filter = {
          ...(query.status === undefined ? {} : { statuses: query.status }),
          ...assigneeId(query.assignee, agent.id),
          ...(query.queue === undefined ? {} : { queue: query.queue }),
        }
        const { items, next } = await desk.list(agent, filter, toPageRequest(query))
        return { items: items.map((detail) => presentTicket(detail, content().surveys)), next }
      },
    }),
    route({
      method: 'get',
      path: '/api/tickets/:ticketId',
      tag: 'tickets',
      summary: 'One ticket',
      access: 'tickets:work',
      params: ticketParams,
      answer: ticketView,
      handle: async ({ agent, params }) =>
        presentTicket(await desk.get(agent, params.ticketId), content().surveys),
    }),
    ...verbs.map(verbRoute),
  ]
}
