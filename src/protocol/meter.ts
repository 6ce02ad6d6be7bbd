import { can } from '../domain/agent.js'
import { DomainError } from '../domain/errors.js'
import { fillIn } from '../domain/phrases.js'
import type { Adherence } from '../domain/protocol-adherence.js'
import { adherenceOf } from '../domain/protocol-adherence.js'
import type { ProtocolDefinition, StepState, TicketProtocol } from '../domain/protocol.js'
import type { SatisfactionSurvey } from '../domain/satisfaction.js'
import type { Ticket } from '../domain/ticket.js'
import type { Collections } from '../store/store.js'
import type { Actor, ProtocolDeps } from './deps.js'
import { catchUp, statesOf } from './read-progress.js'
import { readableTicket, workedTicket } from './ticket-of.js'

export type MeterReading = {
  definition: ProtocolDefinition
  states: StepState[]
  closing: TicketProtocol['closing']
  satisfaction: SatisfactionSurvey | null
  /** Ready to be put into the composer, in the customer's language. */
  texts: { greeting: string; introduction: string; check: string; goodbye: string }
  mayTick: boolean
  /** Names of those who ticked, by id. */
  names: ReadonlyMap<string, string>
}

/** The service protocol of a ticket, step by step (domain.md C1, C2). */
export type Meter = {
  read: (actor: Actor, ticketId: string) => Promise<MeterReading>
  /** Ticks a step by hand, or takes that tick back; a recognised step stays recognised. */
  tick: (
    actor: Actor,
    ticketId: string,
    tick: { step: string; done: boolean },
  ) => Promise<MeterReading>
  /** Of everyone for who may read every transcript, else the actor's own. */
  adherence: (actor: Actor, range: { from: Date; to: Date }) => Promise<AdherenceReading>
}

export type AdherenceReading = {
  agents: Adherence[]
  names: ReadonlyMap<string, string>
  steps: { id: string; name: { es: string; pt: string } }[]
}

const closingsAtMost = 20_000

const createReading =
  ({ store, content }: ProtocolDeps) =>
  async (actor: Actor, ticket: Ticket, record: TicketProtocol): Promise<MeterReading> => {
    const definition = content().protocol
    const satisfaction = await store.satisfactionSurveys.byId(ticket.id)
    const states = statesOf(definition, ticket, record, satisfaction)
    const contact = await store.contacts.byId(ticket.contactId)
    const conversation = await store.conversations.byId(ticket.conversationId)
    const agents = await store.agents.byIds([
      ...new Set([actor.id, ...states.flatMap(({ by }) => (by === null ? [] : [by]))]),
    ])
    const language = conversation?.language ?? 'es'
    const variables = { cliente: contact?.name ?? '', agente: actor.name }
    const written = (text: { es: string; pt: string }): string =>
      fillIn(text[language], variables).replace(/ +([,.])/g, '$1')
    const { opening, closing } = definition
    return {
      definition,
      states,
      closing: record.closing,
      satisfaction,
      texts: {
        greeting: written(opening.greeting),
        introduction: written(opening.introduction),
        check: written(closing.check),
        goodbye: written(closing.goodbye),
      },
      mayTick: ticket.status !== 'closed' && ticket.assigneeId === actor.id,
      names: new Map(agents.map(({ id, name }) => [id, name])),
    }
  }

const marked = (
  record: TicketProtocol,
  mark: { step: string; by: string; at: Date },
  done: boolean,
): TicketProtocol => {
  const others = record.marks.filter(({ step }) => step !== mark.step)
  return { ...record, marks: done ? [...others, mark] : others }
}

export const createMeter = (deps: ProtocolDeps): Meter => {
  const { store, clock, content } = deps
  const reading = createReading(deps)
  const inTransaction = <Result>(work: (collections: Collections) => Promise<Result>) =>
    store.transaction(work)
  return {
    read: async (actor, ticketId) => {
      const ticket = await readableTicket(store, actor, ticketId)
      const record = await inTransaction((collections) => catchUp(collections, ticket, deps))
      return reading(actor, ticket, record)
    },
    tick: async (actor, ticketId, { step, done }) => {
      if (!content().protocol.steps.some(({ id }) => id === step)) {
        throw new DomainError('not-found', 'El protocolo no tiene ese paso.')
      }
      const { ticket, record } = await inTransaction(async (collections) => {
        const found = await workedTicket(collections, actor, ticketId)
        const current = await catchUp(collections, found, deps)
        const changed = marked(current, { step, by: actor.id, at: clock.now() }, done)
        await collections.ticketProtocols.save(changed)
        return { ticket: found, record: changed }
      })
      return reading(actor, ticket, record)
    },
    adherence: async (actor, { from, to }) => {
      const closings = await store.ticketProtocols.closings(from, to, closingsAtMost)
      const all = can(actor, 'transcripts:read-any')
      const agents = adherenceOf(
        all ? closings : closings.filter(({ agentId }) => agentId === actor.id),
      )
      const known = await store.agents.byIds(agents.map(({ agentId }) => agentId))
      return {
        agents,
        names: new Map(known.map(({ id, name }) => [id, name])),
        steps: content().protocol.steps.map(({ id, name }) => ({ id, name })),
      }
    },
  }
}
