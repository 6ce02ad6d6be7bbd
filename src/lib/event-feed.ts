import type { Clock } from './clock.js'
import { createEventBus } from './event-bus.js'
import type { EventBus } from './event-bus.js'

type Identified = { id: string }

/** Ascending by id, those with id > after. */
type Since<Event> = (after: string, limit: number) => Promise<Event[]>

export type EventFeed<Event> = EventBus<Event> & {
  /** Looks once for what other processes wrote. */
  poll: () => Promise<void>
  /** Everything stored since the one with this id, a little earlier on purpose: some may have been heard already. */
  resume: (lastHeardId: string) => AsyncGenerator<Event>
  start: () => void
  stop: () => Promise<void>
}

/** Ids carry their second (ids.ts), but a transaction may commit seconds after it drew its ids. */
const shallowMs = 3_000
const deepMs = 30_000
const deepEvery = 12
const pageSize = 500

const firstIdOf = (seconds: number): string =>
  Math.max(0, seconds).toString(16).padStart(8, '0') + '0'.repeat(16)
const firstIdAt = (at: Date, agoMs: number): string =>
  firstIdOf(Math.floor((at.getTime() - agoMs) / 1000))
const earlier = (id: string, ms: number): string =>
  firstIdOf(Number.parseInt(id.slice(0, 8), 16) - Math.ceil(ms / 1000))

async function* readSince<Event extends Identified>(since: Since<Event>, from: string) {
  let after = from
  for (;;) {
    const page = await since(after, pageSize)
    yield* page
    const last = page.at(-1)
    if (last === undefined || page.length < pageSize) return
    after = last.id
  }
}

/**
 * One stream of what this process publishes and what others wrote into the store, each event once. Ids of different
 * processes are not committed in their order, so polling looks back a few seconds each time (and further once in a while)
 * and drops what was heard.
 */
export const createEventFeed = <Event extends Identified>(deps: {
  since: Since<Event>
  clock: Clock
  pollMs?: number
  onError?: (error: unknown) => void
}): EventFeed<Event> => {
  const { since, clock, pollMs = 400, onError = () => undefined } = deps
  const bus = createEventBus<Event>(onError)
  const heard = new Set<string>()
  let polls = 0
  let timer: NodeJS.Timeout | undefined
  let polling: Promise<void> = Promise.resolve()
  let running = false

  const publish = (events: readonly Event[]) => {
    const fresh = events.filter((event) => !heard.has(event.id))
    for (const event of fresh) heard.add(event.id)
    bus.publish(fresh)
  }
  const forget = () => {
    const oldest = firstIdAt(clock.now(), 2 * deepMs)
    for (const id of heard) if (id < oldest) heard.delete(id)
  }
  const poll = async () => {
    const deep = polls++ % deepEvery === 0
    if (deep) forget()
    const from = firstIdAt(clock.now(), deep ? deepMs : shallowMs)
    for await (const event of readSince(since, from)) publish([event])
  }
  const schedule = () => {
    timer = setTimeout(() => {
      polling = poll()
        .catch(onError)
        .finally(() => {
          if (running) schedule()
        })
    }, pollMs)
  }
  return {
    publish,
    subscribe: bus.subscribe,
    poll,
    resume: (lastHeardId) => readSince(since, earlier(lastHeardId, deepMs)),
    start: () => {
      running = true
      schedule()
    },
    stop: async () => {
      running = false
      clearTimeout(timer)
      await polling
    },
  }
}
