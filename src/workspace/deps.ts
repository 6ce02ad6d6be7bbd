import type { Agent } from '../domain/agent.js'
import type { Contact } from '../domain/contact.js'
import type { Conversation } from '../domain/conversation.js'
import type { DomainEvent } from '../domain/events.js'
import type { Clock } from '../lib/clock.js'
import type { NewId } from '../lib/ids.js'
import type { Store } from '../store/store.js'

/** Who acts; the role decides what they may see and do. */
export type Actor = Pick<Agent, 'id' | 'role' | 'name'>

export type WorkspaceDeps = {
  store: Store
  clock: Clock
  newId: NewId
  /** Called after each commit. */
  publish: (events: readonly DomainEvent[]) => void
  /** The conversation for who may read it; `not-found` for everybody else. */
  openConversation: (
    actor: Actor,
    conversationId: string,
  ) => Promise<{ conversation: Conversation; contact: Contact | null; maySeePhone: boolean }>
  /** "Typing…" on the customer's phone, where a human answers. Waits for nothing and never throws. */
  showTyping: (conversationId: string, typing: boolean) => void
}
