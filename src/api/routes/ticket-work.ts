import { messageView } from '../contract/message.js'
import { closeRequest, replyRequest, ticketView } from '../contract/ticket.js'
import type { ApiDeps } from '../deps.js'
import { presentMessage } from '../present/message.js'
import { presentTicket } from '../present/ticket.js'
import { route } from '../routing/route.js'
import type { Route } from '../routing/route.js'
import { ticketParams } from './tickets.js'

const nothingAround = { quoted: new Map(), campaigns: new Map(), maySeeTurns: false }

/** What the assignee of a ticket does with it, and how a supervisor steps in. */
export const createTicketWorkRoutes = ({
  desk,
  content,
}: Pick<ApiDeps, 'desk' | 'content'>): Route[] => [
  route({
    method: 'post',
    path: '/api/tickets/:ticketId/messages',
    tag: 'tickets',
    summary: 'Answer the customer; the same id twice is one message',
    access: 'tickets:work',
    params: ticketParams,
    body: replyRequest,
    answer: messageView,
    status: 201,
    handle: async ({ agent, params, body }) => {
      const reply = { text: body.text, clientId: body.id ?? null }
      const message = await desk.reply(agent, params.ticketId, reply)
      const agentNames = new Map([[agent.id, agent.name]])
      return presentMessage({ ...nothingAround, agentNames }, [])(message)
    },
  }),
  route({
    method: 'post',
    path: '/api/tickets/:ticketId/close',
    tag: 'tickets',
    summary: 'Close with an outcome and a reason; the bot has the conversation again',
    access: 'tickets:work',
    params: ticketParams,
    body: closeRequest,
    answer: ticketView,
    handle: async ({ agent, params, body }) =>
      presentTicket(
        await desk.close(agent, params.ticketId, {
          ...body,
          protocolReason: body.protocolReason ?? null,
        }),
        content().surveys,
      ),
  }),
  route({
    method: 'post',
    path: '/api/tickets/:ticketId/seen',
    tag: 'tickets',
    summary: 'The assignee has read the conversation',
    access: 'tickets:work',
    params: ticketParams,
    answer: null,
    handle: ({ agent, params }) => desk.markSeen(agent, params.ticketId),
  }),
  route({
    method: 'post',
    path: '/api/tickets/:ticketId/take-over',
    tag: 'tickets',
    summary: 'A supervisor takes the ticket, whoever has it',
    access: 'tickets:take-over',
    params: ticketParams,
    answer: ticketView,
    handle: async ({ agent, params }) =>
      presentTicket(await desk.takeOver(agent, params.ticketId), content().surveys),
  }),
]
