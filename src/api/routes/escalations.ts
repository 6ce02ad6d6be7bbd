import { z } from 'zod'
import { createAudit } from '../audit.js'
import {
  acknowledgeRequest,
  escalationPacket,
  escalationPage,
  escalationQuery,
  escalationView,
} from '../contract/escalation.js'
import type { ApiDeps } from '../deps.js'
import { presentEscalation } from '../present/escalation.js'
import { presentMessage } from '../present/message.js'
import { presentTicket } from '../present/ticket.js'
import { route } from '../routing/route.js'
import type { Route } from '../routing/route.js'
import { toPageRequest } from './page-request.js'

const params = z.strictObject({ escalationId: z.string().regex(/^[A-Za-z0-9:-]{1,120}$/) })

const wanted = { true: true, false: false } as const

/** The packets that go to COM Campañas Específicas, for supervisors. */
export const createEscalationRoutes = (
  deps: Pick<ApiDeps, 'escalations' | 'content' | 'records' | 'clock' | 'newId'>,
): Route[] => {
  const { escalations, content } = deps
  const audit = createAudit(deps)
  return [
    route({
      method: 'get',
      path: '/api/escalations',
      tag: 'escalations',
      summary: 'Escalations to COM Campañas Específicas, newest first',
      access: 'tickets:take-over',
      query: escalationQuery,
      answer: escalationPage,
      handle: async ({ query }) => {
        const acknowledged = query.acknowledged === undefined ? null : wanted[query.acknowledged]
        const { items, next } = await escalations.list(acknowledged, toPageRequest(query))
        return { items: items.map(presentEscalation), next }
      },
    }),
    route({
      method: 'get',
      path: '/api/escalations/:escalationId',
      tag: 'escalations',
      summary: 'The whole packet: ticket, answers, transcript, elapsed time, attempts, new owner',
      access: 'tickets:take-over',
      params,
      answer: escalationPacket,
      handle: async ({ agent, params: { escalationId } }) => {
        const packet = await escalations.packet(agent, escalationId)
        await audit(agent, 'escalation.read', escalationId)
        const around = { quoted: new Map(), campaigns: new Map(), maySeeTurns: false }
        const present = presentMessage({ ...around, agentNames: packet.detail.names }, [])
        return {
          ...presentEscalation(packet),
          ticket: presentTicket(packet.detail, content().surveys),
          transcript: packet.messages.map(present),
        }
      },
    }),
    route({
      method: 'post',
      path: '/api/escalations/:escalationId/acknowledge',
      tag: 'escalations',
      summary: 'Answer for it from now on; else it is raised again',
      access: 'tickets:take-over',
      params,
      body: acknowledgeRequest,
      answer: escalationView,
      handle: async ({ agent, params: { escalationId }, body }) => {
        const done = await escalations.acknowledge(agent, escalationId, body.note ?? null)
        await audit(agent, 'escalation.acknowledged', escalationId)
        return presentEscalation(done)
      },
    }),
  ]
}
