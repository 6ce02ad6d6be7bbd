import type { InboundMessage } from '../../domain/inbound.js'
import type { SimulatedMessage } from '../../domain/simulator.js'
import type { Clock } from '../../lib/clock.js'
import type { KeyedQueue } from '../../lib/keyed-queue.js'
import type { ChannelHandlers } from '../channel.js'
import type { SimulatorPhones } from './simulator-phones.js'

/** What a phone does with what its owner wrote: keep it until our side says that it is stored. */
export type StoreAndForward = {
  /** Also forwards what was written while nobody listened. */
  start: (receive: ChannelHandlers['receive']) => void
  stop: () => Promise<void>
  /** Resolves when the phone's messages were accepted, or have to wait for a later try; never rejects. */
  forward: (phone: string) => Promise<void>
}

export type StoreAndForwardOptions = {
  phones: SimulatorPhones
  /** One run at a time for each phone. */
  queue: KeyedQueue
  account: string
  clock: Clock
  log: { warn: (details: object, message: string) => void }
  retryMs: number
}

const batch = 200

const toInbound = (
  { phone, id, content, at }: SimulatedMessage,
  account: string,
  listeningSince: Date,
): InboundMessage => ({
  address: { channel: account, account, chat: phone },
  phone,
  lid: null,
  name: null,
  providerId: id,
  quotedProviderId: null,
  content,
  at,
  late: at < listeningSince,
})

export const createStoreAndForward = (options: StoreAndForwardOptions): StoreAndForward => {
  const { phones, queue, account, clock, log, retryMs } = options
  /** Up to this seq a phone has nothing left to forward. */
  const doneUpTo = new Map<string, number>()
  const refused = new Set<string>()
  let receive: ChannelHandlers['receive'] | null = null
  let listeningSince = clock.now()
  let timer: NodeJS.Timeout | null = null

  const hand = async (to: ChannelHandlers['receive'], message: SimulatedMessage): Promise<void> => {
    await to(toInbound(message, account, listeningSince))
    await phones.setAccepted(message.phone, message.id)
    await phones.setStatus(message.phone, message.id, 'delivered')
  }

  /** In the phone's order; a message that is refused keeps back what was written after it. */
  const drain = async (phone: string): Promise<void> => {
    for (;;) {
      const messages = await phones.list(phone, doneUpTo.get(phone) ?? 0, batch)
      for (const message of messages) {
        if (receive === null) return
        const waiting = message.author === 'contact' && !message.accepted
        if (waiting) await hand(receive, message)
        doneUpTo.set(phone, message.seq)
      }
      if (messages.length < batch) return
    }
  }

  const retryLater = (): void => {
    if (receive === null || timer !== null) return
    timer = setTimeout(() => {
      timer = null
      void forwardWaiting()
    }, retryMs)
    timer.unref()
  }

  const forward = (phone: string): Promise<void> =>
    queue.run(phone, async () => {
      refused.delete(phone)
      try {
        await drain(phone)
      } catch (error) {
        log.warn({ error }, 'simulated message not accepted, kept for later')
        refused.add(phone)
        retryLater()
      }
    })

  const forwardWaiting = async (): Promise<void> => {
    try {
      for (;;) {
        const waiting = await phones.notAccepted(batch)
        const senders = new Set(waiting.map((message) => message.phone))
        for (const phone of senders) await forward(phone)
        if (waiting.length < batch || refused.size > 0 || receive === null) return
      }
    } catch (error) {
      log.warn({ error }, 'simulated messages that wait could not be read')
      retryLater()
    }
  }

  return {
    start: (to) => {
      receive = to
      listeningSince = clock.now()
      void forwardWaiting()
    },
    stop: async () => {
      receive = null
      if (timer) clearTimeout(timer)
      timer = null
      await queue.idle()
    },
    forward,
  }
}
