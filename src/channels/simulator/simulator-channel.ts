import type { MessageAuthor } from '../../domain/message.js'
import type { SimulatedMessage } from '../../domain/simulator.js'
import type { Clock } from '../../lib/clock.js'
import type { NewId } from '../../lib/ids.js'
import { createKeyedQueue } from '../../lib/keyed-queue.js'
import type {
  Channel,
  ChannelHandlers,
  ConnectionState,
  OutboundContent,
  Recipient,
  SaveMedia,
} from '../channel.js'
import { createFileContent } from './file-content.js'
import { createSimulatorFace } from './simulator-face.js'
import type { SimulatorFace } from './simulator-face.js'
import type { SimulatorPhones } from './simulator-phones.js'
import { createStoreAndForward } from './store-and-forward.js'
import { createTypingSigns } from './typing-signs.js'
import { createWakeUps } from './wake-ups.js'

export type SimulatorOptions = {
  phones: SimulatorPhones
  saveMedia: SaveMedia
  /** Who wrote the outbound message with this provider id; null when nobody knows. */
  authorOf: (account: string, providerId: string) => Promise<MessageAuthor | null>
  clock: Clock
  newId: NewId
  log: { warn: (details: object, message: string) => void }
  /** How soon a phone tries again after our side refused a message. */
  retryMs?: number
}

const account = 'simulator'
const phonesAtOnce = 64

const phoneOf = (to: Recipient): string => to.phone ?? to.chat

type SendOptions = Pick<SimulatorOptions, 'phones' | 'saveMedia' | 'authorOf' | 'clock'>

/** Puts a message on the phone; the same id twice is one message. */
const createShow = ({ phones, saveMedia, authorOf, clock }: SendOptions) => {
  const fileContent = createFileContent(saveMedia)
  return async (
    phone: string,
    content: OutboundContent,
    messageId: string,
  ): Promise<SimulatedMessage> =>
    phones.append({
      id: messageId,
      phone,
      author: (await authorOf(account, messageId)) ?? 'bot',
      content: content.kind === 'text' ? content : await fileContent(content.kind, content),
      at: clock.now(),
      status: 'delivered',
      accepted: true,
    })
}

/** Customers' phones without WhatsApp: `channel` is our side, `face` the customers'. */
export const createSimulatorChannel = (
  options: SimulatorOptions,
): { channel: Channel; face: SimulatorFace } => {
  const { phones, saveMedia, clock, newId, log, retryMs = 1_000 } = options
  const wakeUps = createWakeUps()
  const typing = createTypingSigns(clock)
  const show = createShow(options)
  let handlers: ChannelHandlers | null = null
  let state: ConnectionState = { status: 'stopped', since: clock.now() }

  const become = (status: 'open' | 'stopped'): void => {
    state = { status, since: clock.now() }
    handlers?.stateChanged(state)
  }

  const report = async (providerId: string, status: 'delivered' | 'read'): Promise<void> => {
    const receipt = { channel: account, account, providerId, status, at: clock.now() }
    try {
      await handlers?.receipt({ ...receipt, failure: null })
    } catch (error) {
      log.warn({ error, providerId }, 'receipt of the simulator not stored')
    }
  }

  const queue = createKeyedQueue(phonesAtOnce)
  const forwarding = createStoreAndForward({ phones, queue, account, clock, log, retryMs })

  const channel: Channel = {
    id: account,
    account,
    capabilities: { typing: true, receipts: true, pacing: null },
    start: (to) => {
      handlers = to
      become('open')
      forwarding.start(to.receive)
      return Promise.resolve()
    },
    stop: async () => {
      await forwarding.stop()
      become('stopped')
      handlers = null
      wakeUps.wakeAll()
    },
    state: () => state,
    send: async (to, content, messageId) => {
      if (handlers === null) {
        return { kind: 'later', reason: 'the simulator is stopped', retryAfterMs: retryMs }
      }
      const phone = phoneOf(to)
      const { at } = await show(phone, content, messageId)
      typing.put(phone, false)
      wakeUps.wake(phone)
      // As a real provider does: the receipt comes on its own, after the send was confirmed.
      setImmediate(() => void report(messageId, 'delivered'))
      return { kind: 'sent', at }
    },
    setTyping: (to, isTyping) => {
      typing.put(phoneOf(to), isTyping)
      return Promise.resolve()
    },
    markRead: async (to, providerIds) => {
      for (const id of providerIds) await phones.setStatus(phoneOf(to), id, 'read')
    },
  }

  const face = createSimulatorFace({
    phones,
    forwarding,
    wakeUps,
    saveMedia,
    clock,
    newId,
    isTyping: typing.isShown,
    hasRead: (message) => report(message.id, 'read'),
    hasTyped: async (chat, isTyping) => {
      await handlers?.presence({ channel: account, account, chat, typing: isTyping })
    },
  })
  return { channel, face }
}
