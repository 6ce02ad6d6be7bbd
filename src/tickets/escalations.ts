import { can } from '../domain/agent.js'
import { DomainError } from '../domain/errors.js'
import { raiseAgainAt, type Escalation } from '../domain/escalation.js'
import type { Message } from '../domain/message.js'
import type { Ticket } from '../domain/ticket.js'
import { eachApart } from '../lib/each-apart.js'
import type { Page, PageRequest } from '../lib/page.js'
import { systemActor, type Actor, type TicketDeskDeps } from './deps.js'
import type { ReadTickets, TicketDetail } from './read-tickets.js'
import type { Change, TicketWriter } from './ticket-writer.js'

export type EscalationDetail = {
  escalation: Escalation
  ticket: Ticket | null
  /** Of everyone it names, by id. */
  names: ReadonlyMap<string, string>
}

export type Escalations = {
  list: (acknowledged: boolean | null, page: PageRequest) => Promise<Page<EscalationDetail>>
  /** The whole packet: with the ticket, its answers, and what was said until then. */
  packet: (
    actor: Actor,
    id: string,
  ) => Promise<EscalationDetail & { detail: TicketDetail; messages: Message[] }>
  /** Whoever acknowledges it answers for it from then on. @throws DomainError `conflict` naming who was faster. */
  acknowledge: (actor: Actor, id: string, note: string | null) => Promise<EscalationDetail>
  /** Raises again what nobody has acknowledged in time. */
  raiseAgain: () => Promise<void>
}

const batch = 100
/** The end of a long conversation is what the packet is about. */
const transcriptMessages = 500

const missing = (): DomainError => new DomainError('not-found', 'No existe esa escalación.')

const raise = async (change: Change, id: string): Promise<void> => {
  const { collections, at, rules, tell } = change
  const escalation = await collections.escalations.byId(id)
  if (!escalation?.raiseAt || escalation.raiseAt > at) return
  const { ticketId, conversationId, raised } = escalation
  const ticket = await collections.tickets.byId(ticketId)
  const over = ticket === null || ticket.status === 'closed'
  const next = over
    ? { raiseAt: null }
    : { raised: raised + 1, raiseAt: raiseAgainAt(at, rules.desk.sla.raiseAgainMinutes) }
  const saved = await collections.escalations.replaceIf(id, { raised }, next)
  if (saved && !over) tell({ kind: 'ticket.escalated', ticketId, conversationId })
}

const acknowledge = async (
  change: Change,
  id: string,
  note: string | null,
): Promise<Escalation> => {
  const { collections, actor, at, tell } = change
  const found = await collections.escalations.byId(id)
  if (found === null) throw missing()
  if (found.acknowledgedBy === actor.id) return found
  const winner = found.acknowledgedBy ? await collections.agents.byId(found.acknowledgedBy) : null
  const changes = { acknowledgedAt: at, acknowledgedBy: actor.id, newOwnerId: actor.id, note }
  const saved = await collections.escalations.replaceIf(id, {}, { ...changes, raiseAt: null })
  if (saved === null) {
    throw new DomainError(
      'conflict',
      `${winner?.name ?? 'Otra persona'} ya confirmó esta escalación.`,
      winner ? { winner: { id: winner.id, name: winner.name } } : {},
    )
  }
  const ticket = await collections.tickets.byId(found.ticketId)
  if (ticket) {
    const line = { at, by: actor.id, kind: 'acknowledged', detail: found.cause, note } as const
    const history = [...ticket.history, line]
    await collections.tickets.replaceIf(ticket.id, { version: ticket.version }, { history })
  }
  tell({ kind: 'ticket.escalated', ticketId: found.ticketId, conversationId: found.conversationId })
  return saved
}

/** A conversation that became one with another since has new numbers there: then the time tells what was said before. */
const saidUntil = async (
  { messages }: TicketDeskDeps['store'],
  { conversationId, lastSeq, at }: Escalation,
  ticket: Ticket,
): Promise<Message[]> => {
  const limit = transcriptMessages
  if (ticket.conversationId === conversationId) {
    return messages.list(conversationId, { before: lastSeq + 1, limit })
  }
  const all = { before: Number.MAX_SAFE_INTEGER, limit }
  const newest = await messages.list(ticket.conversationId, all)
  return newest.filter(({ createdAt }) => createdAt <= at)
}

/** The packets that go to COM Campañas Específicas, for supervisors. */
export const createEscalations = (
  { store, clock }: TicketDeskDeps,
  writer: TicketWriter,
  reader: ReadTickets,
): Escalations => {
  const describe = async (escalation: Escalation): Promise<EscalationDetail> => {
    const { previousOwnerId, newOwnerId, acknowledgedBy, ticketId } = escalation
    const ids = [previousOwnerId, newOwnerId, acknowledgedBy].filter((id) => id !== null)
    const agents = await store.agents.byIds([...new Set(ids)])
    const names = new Map(agents.map(({ id, name }) => [id, name]))
    return { escalation, names, ticket: await store.tickets.byId(ticketId) }
  }
  return {
    list: async (acknowledged, page) => {
      const { items, next } = await store.escalations.list(acknowledged, page)
      return { items: await Promise.all(items.map(describe)), next }
    },
    packet: async (actor, id) => {
      const escalation = await store.escalations.byId(id)
      if (escalation === null) throw missing()
      const detail = await reader.get(actor, escalation.ticketId)
      const messages = await saidUntil(store, escalation, detail.ticket)
      return { ...(await describe(escalation)), detail, messages }
    },
    acknowledge: async (actor, id, note) => {
      if (!can(actor, 'tickets:take-over')) {
        throw new DomainError('forbidden', 'Solo un supervisor confirma una escalación.')
      }
      return describe(await writer.write(actor, (change) => acknowledge(change, id, note)))
    },
    raiseAgain: async () => {
      const due = await store.escalations.raiseDue(clock.now(), batch)
      await eachApart(due, ({ id }) => writer.write(systemActor, (change) => raise(change, id)))
    },
  }
}
