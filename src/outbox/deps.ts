import type { Channel } from '../channels/channel.js'
import type { DomainEvent } from '../domain/events.js'
import type { Clock } from '../lib/clock.js'
import type { NewId } from '../lib/ids.js'
import type { Log } from '../lib/log.js'
import type { Store } from '../store/store.js'

export type OutboxDeps = {
  store: Store
  channels: readonly Channel[]
  clock: Clock
  newId: NewId
  random: () => number
  /** Waits that many ms, or until `stop`. */
  wait: (ms: number) => Promise<void>
  publish: (events: readonly DomainEvent[]) => void
  log: Log
}
