import type { ServiceContent } from '../content/content.js'
import type { Agent } from '../domain/agent.js'
import type { Phrases } from '../domain/phrases.js'
import type { Clock } from '../lib/clock.js'
import type { NewId } from '../lib/ids.js'
import type { Spelling } from '../spelling/spelling.js'
import type { Store } from '../store/store.js'

/** Who acts; the role decides what they may see and do. */
export type Actor = Pick<Agent, 'id' | 'role' | 'name'>

export type ProtocolDeps = {
  store: Store
  content: () => ServiceContent
  phrases: () => Phrases
  spelling: Spelling
  clock: Clock
  newId: NewId
}
