import { z } from 'zod'
import type { TicketDesk } from '../../tickets/ticket-desk.js'
import { identifier } from '../contract/common.js'
import { ticketView } from '../contract/ticket.js'
import type { ApiDeps } from '../deps.js'
import { presentTicket } from '../present/ticket.js'
import { route } from '../routing/route.js'
import type { Route } from '../routing/route.js'

export const ticketParams = z.strictObject({ ticketId: identifier })

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
