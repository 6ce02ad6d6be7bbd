import { z } from 'zod'
import {
  claimNextRequest,
  claimNextView,
  reopenRequest,
  transferRequest,
  waitRequest,
} from '../contract/ticket-work.js'
import { ticketView } from '../contract/ticket.js'
import type { ApiDeps } from '../deps.js'
import { presentTicket } from '../present/ticket.js'
import { route } from '../routing/route.js'
import type { Route } from '../routing/route.js'
import { ticketParams } from './tickets.js'

/** How a ticket changes hands and waits. Who was too late gets 409 with the `winner`. */
export const createTicketMoveRoutes = ({
  desk,
  content,
}: Pick<ApiDeps, 'desk' | 'content'>): Route[] => [
  route({
    method: 'post',
    path: '/api/tickets/claim-next',
    tag: 'tickets',
    summary: 'Take the ticket that is due first, of your skills or of a product or queue',
    access: 'tickets:work',
    body: claimNextRequest,
    answer: claimNextView,
    handle: async ({ agent, body: { product, queue } }) => {
      const detail = await desk.claimNext(agent, {
        ...(product === undefined ? {} : { product }),
        ...(queue === undefined ? {} : { queue }),
      })
      return { ticket: detail && presentTicket(detail, content().surveys) }
    },
  }),
  route({
    method: 'post',
    path: '/api/tickets/:ticketId/transfer',
    tag: 'tickets',
    summary: 'Pass the ticket to a colleague or a queue, with a note',
    access: 'tickets:work',
    params: ticketParams,
    body: transferRequest,
    answer: z.object({ ticket: ticketView.nullable() }),
    handle: async ({ agent, params, body: { agentId, queue, note } }) => {
      const to = agentId === undefined ? { queue: queue ?? 'retention' } : { agentId }
      const detail = await desk.transfer(agent, params.ticketId, { to, note })
      return { ticket: detail && presentTicket(detail, content().surveys) }
    },
  }),
  route({
    method: 'post',
    path: '/api/tickets/:ticketId/wait',
    tag: 'tickets',
    summary: 'Wait for the customer, at most until an instant',
    access: 'tickets:work',
    params: ticketParams,
    body: waitRequest,
    answer: ticketView,
    handle: async ({ agent, params, body: { until, note } }) => {
      const wait = { until: new Date(until), note: note ?? null }
      return presentTicket(await desk.wait(agent, params.ticketId, wait), content().surveys)
    },
  }),
  route({
    method: 'post',
    path: '/api/tickets/:ticketId/resume',
    tag: 'tickets',
    summary: 'End the wait before its time',
    access: 'tickets:work',
    params: ticketParams,
    answer: ticketView,
    handle: async ({ agent, params }) =>
      presentTicket(await desk.resume(agent, params.ticketId), content().surveys),
  }),
  route({
    method: 'post',
    path: '/api/tickets/:ticketId/reopen',
    tag: 'tickets',
    summary: 'Open a closed ticket again within the window; it is yours then',
    access: 'tickets:work',
    params: ticketParams,
    body: reopenRequest,
    answer: ticketView,
    handle: async ({ agent, params, body: { note } }) => {
      const why = { note: note ?? null }
      return presentTicket(await desk.reopen(agent, params.ticketId, why), content().surveys)
    },
  }),
]
