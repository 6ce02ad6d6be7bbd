import { afterAll, beforeAll, beforeEach } from '@jest/globals'
import type { Agent } from '../../src/domain/agent.js'
import { deskSettings } from '../../src/domain/desk-settings.js'
import type { DomainEvent } from '../../src/domain/events.js'
import { withClocks } from '../../src/domain/sla.js'
import { openingClocks } from '../../src/domain/ticket-clocks.js'
import type { Ticket } from '../../src/domain/ticket.js'
import type { Store } from '../../src/store/store.js'
import { createTicketRoom, type TicketRoom } from '../../src/tickets/ticket-room.js'
import { anAgent, newId } from '../support/builders.js'
import { openCase } from '../support/case.js'
import { testDatabase, type TestDatabase } from '../support/database.js'
import { createFakeClock, type FakeClock } from '../support/fake-clock.js'

let database: TestDatabase
export let store: Store
export let clock: FakeClock
/** Two processes on one database. */
export let rooms: TicketRoom[]
export const published: DomainEvent[] = []
let assignment: Record<string, unknown>

export const rules = () => ({ contactWithinHours: 24, desk: deskSettings.parse({ assignment }) })

/** A fresh database for each test; automatic assignment is off until the test says otherwise. */
export const useTicketRooms = (): void => {
  beforeAll(() => {
    clock = createFakeClock()
  })
  beforeEach(async () => {
    await database?.dropAndClose()
    assignment = {}
    database = await testDatabase({ clock })
    store = database.store
    const publish = (events: readonly DomainEvent[]) => void published.push(...events)
    const stores = [store, await database.openAnother()]
    rooms = stores.map((one) => createTicketRoom({ store: one, clock, newId, rules, publish }))
    published.length = 0
  })
  afterAll(() => database.dropAndClose())
}

export const assignBy = (settings: Record<string, unknown>): void => {
  assignment = settings
}

export const both = (duty: keyof TicketRoom['duties']) =>
  Promise.all(rooms.map(({ duties }) => duties[duty]()))

export const hire = async (overrides: Partial<Agent> = {}): Promise<Agent> => {
  const agent = anAgent(overrides)
  await store.agents.insert(agent)
  return agent
}

/** A ticket that was opened now, with its clocks running. */
export const open = async (overrides: Partial<Ticket> = {}): Promise<Ticket> => {
  const kind = overrides.kind ?? 'retention-survey'
  const at = clock.now()
  const base = { status: 'open', dueAt: at, waitingUntil: null } as const
  const { ticket } = await openCase(store, {
    ticket: {
      createdAt: at,
      ...withClocks(base, openingClocks(rules(), kind, at), rules()),
      ...overrides,
    },
  })
  return ticket
}
