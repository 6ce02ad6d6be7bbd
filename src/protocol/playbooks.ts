import { DomainError } from '../domain/errors.js'
import { runId, suits, tickStep, type Playbook, type PlaybookRun } from '../domain/playbook.js'
import type { Actor, ProtocolDeps } from './deps.js'
import { readableTicket, workedTicket } from './ticket-of.js'

export type TicketPlaybooks = {
  runs: PlaybookRun[]
  /** Those that suit the ticket and are not followed yet, then the others. */
  available: { playbook: Playbook; suits: boolean }[]
  mayTick: boolean
}

/** Playbooks beside a live ticket (domain.md E1). */
export type Playbooks = {
  ofTicket: (actor: Actor, ticketId: string) => Promise<TicketPlaybooks>
  /** Starting one that is followed already changes nothing. */
  start: (actor: Actor, ticketId: string, playbookId: string) => Promise<TicketPlaybooks>
  tick: (
    actor: Actor,
    ticketId: string,
    tick: { playbookId: string; step: string; value: string | null },
  ) => Promise<TicketPlaybooks>
}

export const createPlaybooks = ({
  store,
  content,
  clock,
}: Pick<ProtocolDeps, 'store' | 'content' | 'clock'>): Playbooks => {
  const ofTicket: Playbooks['ofTicket'] = async (actor, ticketId) => {
    const ticket = await readableTicket(store, actor, ticketId)
    const runs = await store.playbookRuns.ofTicket(ticketId)
    const available = content()
      .playbooks.filter(({ id }) => !runs.some(({ playbook }) => playbook.id === id))
      .map((playbook) => ({ playbook, suits: suits(playbook, ticket) }))
      .sort((a, b) => Number(b.suits) - Number(a.suits))
    const mayTick = ticket.status !== 'closed' && ticket.assigneeId === actor.id
    return { runs, available, mayTick }
  }
  return {
    ofTicket,
    start: async (actor, ticketId, playbookId) => {
      const playbook = content().playbooks.find(({ id }) => id === playbookId)
      if (!playbook) throw new DomainError('not-found', 'No existe esa guía.')
      await store.transaction(async (collections) => {
        await workedTicket(collections, actor, ticketId)
        const id = runId(ticketId, playbookId)
        if (await collections.playbookRuns.byId(id)) return
        await collections.playbookRuns.insert({
          id,
          ticketId,
          playbook,
          startedBy: actor.id,
          startedAt: clock.now(),
          marks: [],
        })
      })
      return ofTicket(actor, ticketId)
    },
    tick: async (actor, ticketId, { playbookId, step, value }) => {
      await store.transaction(async (collections) => {
        await workedTicket(collections, actor, ticketId)
        const run = await collections.playbookRuns.byId(runId(ticketId, playbookId))
        if (!run) throw new DomainError('not-found', 'El ticket no sigue esa guía.')
        const marks = tickStep(run, { step, value, by: actor.id, at: clock.now() })
        await collections.playbookRuns.setMarks(run.id, marks)
      })
      return ofTicket(actor, ticketId)
    },
  }
}
