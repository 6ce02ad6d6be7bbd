import type { Channel } from '../channels/channel.js'
import type { Receipt } from '../domain/inbound.js'
import type { OutboxLane } from '../store/store.js'
import { applyReceipt } from './apply-receipt.js'
import type { OutboxDeps } from './deps.js'
import { createLanes } from './lanes.js'
import { markLatestRead } from './mark-latest-read.js'
import { createPacer, type Pacer } from './pacer.js'
import { sendMessage } from './send-message.js'
import { showTyping } from './show-typing.js'

export type Outbox = {
  /** Sends what the conversation has to send now, in order of seq. */
  deliver: (conversationId: string, lane?: OutboxLane) => Promise<void>
  /** Finds conversations with something to send (after a start, after a retry wait, of other processes) and delivers. */
  deliverDue: (lane?: OutboxLane) => Promise<void>
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

const batch = 500
const bothLanes: readonly OutboxLane[] = ['replies', 'campaigns']
/** A crashed sender's message is taken over by another process after this. */
const leaseMs = 60_000

const keyOf = (of: { channel: string; account: string }): string => `${of.channel}/${of.account}`

export const createOutbox = (deps: OutboxDeps): Outbox => {
  const { inTurn, idle } = createLanes({
    paced: deps.channels.some(({ capabilities }) => capabilities.pacing !== null),
  })
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

  const sendAll = async (conversationId: string): Promise<void> => {
    while (!stopping) {
      const now = deps.clock.now()
      const leaseUntil = new Date(now.getTime() + leaseMs)
      const message = await deps.store.messages.leaseNextUnsent(conversationId, now, leaseUntil)
      if (!message) return
      const channel = channels.get(keyOf(message))
      const pacer = channel ? (pacers.get(channel) ?? null) : null
      await sendMessage(deps, message, channel ?? null, pacer)
    }
  }
  const deliver: Outbox['deliver'] = (conversationId, lane) =>
    inTurn(conversationId, () => sendAll(conversationId), lane)
  const deliverDue = async (lane: OutboxLane): Promise<void> => {
    if (stopping) return
    const now = deps.clock.now()
    const ids = await deps.store.messages.conversationsWithUnsent(now, batch, lane)
    await Promise.all(ids.map((id) => deliver(id, lane)))
  }

  return {
    deliver,
    deliverDue: async (lane) => {
      await Promise.all((lane ? [lane] : bothLanes).map(deliverDue))
    },
    receipt: async (receipt) => {
      const message = await deps.store.messages.byProviderId(receipt.account, receipt.providerId)
      if (!message?.delivery) return
      // In the conversation's queue: a receipt that overtakes the sender's own note of success must not be undone by it.
      await inTurn(message.conversationId, () => applyReceipt(deps, message.id, receipt))
    },
    markRead: async (conversationId) => {
      if (stopping) return
      await inTurn(conversationId, () =>
        markLatestRead(deps.store, conversationId, (of) => channels.get(keyOf(of)) ?? null),
      )
    },
    showTyping: async (conversationId, typing) => {
      if (stopping) return
      // In the conversation's queue: it must not come up again after the message it announced.
      await inTurn(conversationId, () =>
        showTyping(deps, conversationId, typing, (of) => channels.get(keyOf(of)) ?? null),
      )
    },
    stop: async () => {
      stopping = true
      await idle()
    },
    idle,
  }
}
