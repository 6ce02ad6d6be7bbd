import type { Channel } from '../channels/channel.js'
import type { Receipt } from '../domain/inbound.js'
import { createKeyedQueue } from '../lib/keyed-queue.js'
import { applyReceipt } from './apply-receipt.js'
import type { OutboxDeps } from './deps.js'
import { markLatestRead } from './mark-latest-read.js'
import { createPacer, type Pacer } from './pacer.js'
import { sendMessage } from './send-message.js'
import { showTyping } from './show-typing.js'

export type Outbox = {
  /** Sends what the conversation has to send now, in order of seq. */
  deliver: (conversationId: string) => Promise<void>
  /** Finds conversations with something to send (after a start, after a retry wait, of other processes) and delivers. */
  deliverDue: () => Promise<void>
  /** Moves a message on to sent, delivered, read or failed. */
  receipt: (receipt: Receipt) => Promise<void>
  /** Two blue ticks for what the customer wrote last: somebody, or the bot, has it. Best effort. */
  markRead: (conversationId: string) => Promise<void>
  /** "Typing…" on the customer's phone while a human answers; to be renewed while it goes on. Never rejects. */
  showTyping: (conversationId: string, typing: boolean) => Promise<void>
  /** No further message is taken; resolves when those on their way have an outcome. */
  stop: () => Promise<void>
  idle: () => Promise<void>
}

const conversationsAtOnce = 64
const batch = 500
/** A crashed sender's message is taken over by another process after this. */
const leaseMs = 60_000

const keyOf = (of: { channel: string; account: string }): string => `${of.channel}/${of.account}`

export const createOutbox = (deps: OutboxDeps): Outbox => {
  const queue = createKeyedQueue(conversationsAtOnce)
  const channels = new Map(
    deps.channels.map((channel) => [
      keyOf({ channel: channel.id, account: channel.account }),
      channel,
    ]),
  )
  const pacers = new Map<Channel, Pacer>(
    deps.channels.map((channel) => [
      channel,
      createPacer(channel.capabilities.pacing, {
        nowMs: () => deps.clock.now().getTime(),
        random: deps.random,
      }),
    ]),
  )
  let stopping = false

  const deliver = (conversationId: string): Promise<void> =>
    queue.run(conversationId, async () => {
      while (!stopping) {
        const now = deps.clock.now()
        const leaseUntil = new Date(now.getTime() + leaseMs)
        const message = await deps.store.messages.leaseNextUnsent(conversationId, now, leaseUntil)
        if (!message) return
        const channel = channels.get(keyOf(message))
        const pacer = channel ? (pacers.get(channel) ?? null) : null
        await sendMessage(deps, message, channel ?? null, pacer)
      }
    })

  return {
    deliver,
    deliverDue: async () => {
      if (stopping) return
      const ids = await deps.store.messages.conversationsWithUnsent(deps.clock.now(), batch)
      await Promise.all(ids.map(deliver))
    },
    receipt: async (receipt) => {
      const message = await deps.store.messages.byProviderId(receipt.account, receipt.providerId)
      if (!message?.delivery) return
      // In the conversation's queue: a receipt that overtakes the sender's own note of success must not be undone by it.
      await queue.run(message.conversationId, () => applyReceipt(deps, message.id, receipt))
    },
    markRead: async (conversationId) => {
      if (stopping) return
      await queue.run(conversationId, () =>
        markLatestRead(deps.store, conversationId, (of) => channels.get(keyOf(of)) ?? null),
      )
    },
    showTyping: async (conversationId, typing) => {
      if (stopping) return
      // In the conversation's queue: it must not come up again after the message it announced.
      await queue.run(conversationId, () =>
        showTyping(deps, conversationId, typing, (of) => channels.get(keyOf(of)) ?? null),
      )
    },
    stop: async () => {
      stopping = true
      await queue.idle()
    },
    idle: queue.idle,
  }
}
