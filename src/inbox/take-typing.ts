import type { DomainEvent } from '../domain/events.js'
import type { ChatAddress } from '../domain/inbound.js'
import type { Clock } from '../lib/clock.js'
import type { NewId } from '../lib/ids.js'
import type { Log } from '../lib/log.js'
import type { Store } from '../store/store.js'
import { findConversation } from './find-conversation.js'

export type TakeTyping = (presence: ChatAddress & { typing: boolean }) => Promise<void>

/** A chat is told of, and looked up, at most this often. */
const tellEveryMs = 3_000
const chatsRemembered = 1_000

/**
 * Tells the desk that a customer is writing to a human; of who writes to the bot, or never wrote before, nothing is kept. That
 * they stopped is not told: who looks forgets it by itself. Never rejects, for nothing depends on it.
 */
export const createTakeTyping = (deps: {
  store: Store
  clock: Clock
  newId: NewId
  publish: (events: readonly DomainEvent[]) => void
  log: Log
}): TakeTyping => {
  const { store, clock, newId, publish, log } = deps
  const lookedAt = new Map<string, number>()

  const isDue = ({ channel, account, chat }: ChatAddress, now: Date): boolean => {
    const key = `${channel}/${account}/${chat}`
    const before = lookedAt.get(key)
    if (before !== undefined && now.getTime() - before < tellEveryMs) return false
    if (lookedAt.size >= chatsRemembered) lookedAt.clear()
    lookedAt.set(key, now.getTime())
    return true
  }

  return async ({ typing, ...address }) => {
    const now = clock.now()
    if (!typing || !isDue(address, now)) return
    try {
      const conversation = await findConversation(store, address)
      if (conversation?.mode.kind !== 'human') return
      const about = { conversationId: conversation.id, ticketId: null, messageId: null }
      const event: DomainEvent = {
        id: newId(),
        at: now,
        kind: 'contact.typing',
        ...about,
        agentId: null,
      }
      await store.events.append([event])
      publish([event])
    } catch (error) {
      log.warn({ err: error }, 'that a customer types was not told')
    }
  }
}
