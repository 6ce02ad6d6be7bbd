import type { z } from 'zod'
import type { Agent } from '../../domain/agent.js'
import type { DomainError } from '../../domain/errors.js'
import type { TicketDetail } from '../../tickets/read-tickets.js'
import { bulkRequest, bulkView } from '../contract/bulk.js'
import type { BulkView } from '../contract/bulk.js'
import type { ApiDeps } from '../deps.js'
import { presentTicket } from '../present/ticket.js'
import { route } from '../routing/route.js'
import type { Route } from '../routing/route.js'

type Deps = Pick<ApiDeps, 'desk' | 'workspace' | 'content'>
type Asked = z.output<typeof bulkRequest>
type Act = (
  agent: Pick<Agent, 'id' | 'role' | 'name'>,
  ticketId: string,
) => Promise<TicketDetail | null>

/** What is done to each ticket; the same verbs, with the same rights, as for one. */
const verbOf = (asked: Asked, { desk, workspace }: Deps): Act => {
  switch (asked.action) {
    case 'claim':
      return desk.claim
    case 'release':
      return desk.release
    case 'transfer': {
      const { to, note } = asked
      return (agent, ticketId) => desk.transfer(agent, ticketId, { to: { agentId: to }, note })
    }
    case 'snooze': {
      const { until, note } = asked
      const wait = { until: new Date(until), note: note ?? null }
      return (agent, ticketId) => desk.wait(agent, ticketId, wait)
    }
    case 'tag': {
      const { add, remove } = asked
      return async (agent, ticketId) => {
        await workspace.tags.apply(agent, ticketId, { add, remove })
        return desk.get(agent, ticketId)
      }
    }
  }
}

const failureOf = (ticketId: string, error: DomainError): BulkView['failed'][number] => {
  const { winner } = error.details as { winner?: { id: string; name: string } }
  return { ticketId, code: error.code, detail: error.message, winner }
}

export const createBulkRoutes = (deps: Deps): Route[] => [
  route({
    method: 'post',
    path: '/api/tickets/bulk',
    tag: 'tickets',
    summary: 'The same for up to 100 tickets, each by itself; says what did not succeed and why',
    access: 'tickets:work',
    body: bulkRequest,
    answer: bulkView,
    handle: async ({ agent, body }) => {
      const { done, failed } = await deps.workspace.bulk(agent, body.ticketIds, verbOf(body, deps))
      const surveys = deps.content().surveys
      return {
        // A ticket that was passed on out of sight is done and no longer shown.
        done: done.flatMap((detail) => (detail === null ? [] : [presentTicket(detail, surveys)])),
        doneIds: body.ticketIds.filter((id) => !failed.some(({ ticketId }) => ticketId === id)),
        failed: failed.map(({ ticketId, error }) => failureOf(ticketId, error)),
      }
    },
  }),
]
