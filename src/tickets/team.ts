import type { Agent } from '../domain/agent.js'
import { can } from '../domain/agent.js'
import type { DomainEvent } from '../domain/events.js'
import {
  connectedForMs,
  presenceAt,
  type Presence,
  type PresenceChoice,
} from '../domain/presence.js'
import type { Actor, TicketDeskDeps } from './deps.js'

/** A colleague with what they have in hand. */
export type Member = {
  agent: Agent
  presence: PresenceChoice
  claimed: number
  waiting: number
  capacity: number
}

export type MyPresence = { presence: PresenceChoice; choice: PresenceChoice; since: Date | null }

export type Team = {
  /** These agents have a screen open now; said again well before `connectedForMs` is over. */
  connected: (agentIds: readonly string[]) => Promise<void>
  presenceOf: (actor: Actor) => Promise<MyPresence>
  choose: (actor: Actor, choice: PresenceChoice) => Promise<MyPresence>
  /** Everyone who works on tickets, by name. */
  members: () => Promise<Member[]>
  /** Tells the screens who came or went since it was last asked. */
  announceChanges: () => Promise<void>
}

const mine = (presence: Presence | null, now: Date): MyPresence => ({
  presence: presenceAt(presence, now),
  choice: presence?.choice ?? 'online',
  since: presence?.chosenAt ?? null,
})

export const createTeam = (deps: TicketDeskDeps): Team => {
  const { store, clock, newId, rules, publish } = deps
  /** As this process last announced it. */
  const announced = new Map<string, PresenceChoice>()

  const tell = async (agentIds: readonly string[]): Promise<void> => {
    if (agentIds.length === 0) return
    const events = agentIds.map((agentId): DomainEvent => ({
      id: newId(),
      at: clock.now(),
      kind: 'agent.changed',
      conversationId: null,
      ticketId: null,
      messageId: null,
      agentId,
    }))
    await store.events.append(events)
    publish(events)
  }

  const loads = async (
    agentIds: readonly string[],
  ): Promise<Map<string, { claimed: number; waiting: number }>> => {
    const byAgent = new Map<string, { claimed: number; waiting: number }>()
    for (const { assigneeId, status, count } of await store.tickets.inHand(agentIds)) {
      const load = byAgent.get(assigneeId) ?? { claimed: 0, waiting: 0 }
      load[status] += count
      byAgent.set(assigneeId, load)
    }
    return byAgent
  }

  return {
    connected: async (agentIds) => {
      const now = clock.now()
      const until = new Date(now.getTime() + connectedForMs)
      await tell(await store.presences.renew(agentIds, now, until))
    },
    presenceOf: async (actor) => mine(await store.presences.byId(actor.id), clock.now()),
    choose: async (actor, choice) => {
      const now = clock.now()
      const presence = await store.presences.choose(actor.id, choice, now)
      await tell([actor.id])
      return mine(presence, now)
    },
    members: async () => {
      const now = clock.now()
      const agents = await store.agents.list()
      const presences = new Map((await store.presences.list()).map((one) => [one.id, one]))
      const load = await loads(agents.map(({ id }) => id))
      return agents
        .filter((agent) => agent.disabledAt === null && can(agent, 'tickets:work'))
        .map((agent) => ({
          agent,
          presence: presenceAt(presences.get(agent.id) ?? null, now),
          capacity: agent.capacity ?? rules().desk.assignment.capacity,
          ...(load.get(agent.id) ?? { claimed: 0, waiting: 0 }),
        }))
        .sort((a, b) => a.agent.name.localeCompare(b.agent.name, 'es'))
    },
    announceChanges: async () => {
      const now = clock.now()
      const changed: string[] = []
      for (const presence of await store.presences.list()) {
        const current = presenceAt(presence, now)
        const before = announced.get(presence.id)
        if (before !== undefined && before !== current) changed.push(presence.id)
        announced.set(presence.id, current)
      }
      await tell(changed)
    },
  }
}
