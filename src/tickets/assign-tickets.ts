import { chooseAgent, hasRoom, type Candidate } from '../domain/assignment.js'
import { DomainError } from '../domain/errors.js'
import { moveTicket } from '../domain/ticket-moves.js'
import type { Ticket } from '../domain/ticket.js'
import { systemActor, type TicketDeskDeps } from './deps.js'
import { muteBot } from './mute-bot.js'
import type { Team } from './team.js'
import { lostTo, saveTicket, visibleTicket } from './ticket-writer.js'
import type { Change, TicketWriter } from './ticket-writer.js'

const batch = 100
/** Longer than giving away one batch takes; a process that dies holds the others up no longer than this. */
const leaseMs = 15_000

/** Gives open tickets, oldest due first, to agents who are online, can and have room (a setting; off by default). */
export const createAssignTickets = (
  { store, clock, newId, rules }: TicketDeskDeps,
  writer: TicketWriter,
  team: Pick<Team, 'members'>,
): (() => Promise<void>) => {
  const holder = newId()

  const candidates = async (): Promise<Candidate[]> => {
    const presences = new Map((await store.presences.list()).map((one) => [one.id, one]))
    return (await team.members()).map(({ agent, claimed }) => ({
      agent,
      claimed,
      presence: presences.get(agent.id) ?? null,
    }))
  }

  /** Read again where it is written: meanwhile they may have taken some by hand, or gone. */
  const stillHasRoom = async ({ collections, at, rules: { desk } }: Change, id: string) => {
    const agent = await collections.agents.byId(id)
    if (agent === null) return false
    const presence = await collections.presences.byId(id)
    const claimed = await collections.tickets.claimedCount(id)
    return hasRoom({ agent, presence, claimed }, at, desk)
  }

  /** Compare-and-set: false when the ticket is open no more, or the agent has no room any more. */
  const give = async (ticket: Ticket, { agent }: Candidate): Promise<boolean> => {
    try {
      return await writer.write(systemActor, async (change) => {
        if (!(await stillHasRoom(change, agent.id))) return false
        const current = await visibleTicket(change, ticket.id)
        if (current.status !== 'open') throw await lostTo(change.collections, current)
        const input = { at: change.at, assigneeId: agent.id }
        const changes = moveTicket(current, 'assign', input, change.rules)
        const line = { kind: 'assigned', detail: change.rules.desk.assignment.mode, to: agent.id }
        await saveTicket(change, current, { ...line, kind: 'assigned' }, changes)
        await muteBot(change, current)
        // Of two that give to the same agent at once, this makes the second look again.
        await change.collections.presences.noteAssigned(agent.id, change.at)
        return true
      })
    } catch (error) {
      if (error instanceof DomainError && error.code === 'conflict') return false
      throw error
    }
  }

  const assign = async (): Promise<void> => {
    const all = await candidates()
    const { items } = await store.tickets.list(
      { statuses: ['open'] },
      { limit: batch, after: null },
    )
    for (const ticket of items) {
      const chosen = chooseAgent(ticket, all, clock.now(), rules().desk)
      if (!chosen || !(await give(ticket, chosen))) continue
      chosen.claimed += 1
      if (chosen.presence) chosen.presence = { ...chosen.presence, assignedAt: clock.now() }
    }
  }

  return async () => {
    if (rules().desk.assignment.mode === 'off') return
    // One process at a time, so that the turns of a round robin are one round.
    if ((await store.leases.acquire('assignment', holder, leaseMs)) === null) return
    await assign()
  }
}
