import type { DomainEvent } from '../domain/events.js'
import type { Collections } from '../store/store.js'
import type { Actor, WorkspaceDeps } from './deps.js'

type Told = Pick<DomainEvent, 'kind'> &
  Partial<Pick<DomainEvent, 'conversationId' | 'ticketId' | 'toAgentId'>>

/** Runs a change in one transaction, writes its events with it and publishes them after the commit. */
export const createTell =
  ({ store, clock, newId, publish }: WorkspaceDeps) =>
  async <Result>(
    actor: Actor,
    work: (collections: Collections, tell: (event: Told) => void) => Promise<Result>,
  ): Promise<Result> => {
    const done = await store.transaction(async (collections) => {
      // Inside: a transaction that starts again must not tell twice.
      const events: DomainEvent[] = []
      const tell = (event: Told) => {
        const nothing = { conversationId: null, ticketId: null, messageId: null }
        events.push({ id: newId(), at: clock.now(), ...nothing, ...event, agentId: actor.id })
      }
      const result = await work(collections, tell)
      if (events.length > 0) await collections.events.append(events)
      return { result, events }
    })
    if (done.events.length > 0) publish(done.events)
    return done.result
  }
