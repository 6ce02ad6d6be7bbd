import type { Agent } from '../domain/agent.js'
import type { DomainEvent } from '../domain/events.js'
import type { DeskRules } from '../domain/settings.js'
import type { Clock } from '../lib/clock.js'
import type { NewId } from '../lib/ids.js'
import type { Store } from '../store/store.js'

export type TicketDeskDeps = {
  store: Store
  clock: Clock
  newId: NewId
  /** The desk's settings, as they are now. */
  rules: () => DeskRules
  /** Called after each commit. */
  publish: (events: readonly DomainEvent[]) => void
}

/** Who acts; the role decides what they may see and do. */
export type Actor = Pick<Agent, 'id' | 'role' | 'name'>

/** What no person did: the passing of time, the assignment. */
export const systemActor: Actor = { id: 'system', role: 'admin', name: 'Fideliza' }
