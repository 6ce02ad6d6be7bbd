import { afterAll, beforeAll, beforeEach } from '@jest/globals'
import type { Channel, Recipient, SendResult } from '../../src/channels/channel.js'
import type { Receipt } from '../../src/domain/inbound.js'
import type { Message } from '../../src/domain/message.js'
import { queuedMessage } from '../../src/domain/queued-message.js'
import { createIds } from '../../src/lib/ids.js'
import { silentLog } from '../../src/lib/log.js'
import type { OutboxDeps } from '../../src/outbox/deps.js'
import { createOutbox, type Outbox } from '../../src/outbox/outbox.js'
import type { Store } from '../../src/store/store.js'
import { aContact, aConversation } from '../support/builders.js'
import { testDatabase, type TestDatabase } from '../support/database.js'
import { createFakeClock, type FakeClock } from '../support/fake-clock.js'

type Send = (text: string, messageId: string, to: Recipient) => Promise<SendResult> | SendResult

export let database: TestDatabase
export let clock: FakeClock
export let newId: () => string
/** What went to the channel, attempt by attempt. */
export let wire: { text: string; id: string }[]
let lastPhone = 0

/** A fresh database for the file, a fresh clock and wire for each test. */
export const useOutboxes = (): void => {
  beforeAll(async () => {
    database = await testDatabase()
  })
  afterAll(() => database.dropAndClose())
  beforeEach(() => {
    clock = createFakeClock()
    newId = createIds(clock)
    wire = []
  })
}

export const sent = (): SendResult => ({ kind: 'sent', at: clock.now() })
export const later: SendResult = { kind: 'later', reason: 'no connection', retryAfterMs: 5000 }

const channelThat = (
  send: Send,
  {
    pacing = null,
    setTyping = () => Promise.resolve(),
  }: Partial<Pick<Channel['capabilities'], 'pacing'> & Pick<Channel, 'setTyping'>>,
): Channel => ({
  id: 'simulator',
  account: 'simulator',
  capabilities: { typing: true, receipts: true, pacing },
  start: () => Promise.resolve(),
  stop: () => Promise.resolve(),
  state: () => ({ status: 'open', since: clock.now() }),
  send: async (to, content, id) => {
    const text = content.kind === 'text' ? content.text : content.kind
    wire.push({ text, id })
    return send(text, id, to)
  },
  setTyping,
  markRead: () => Promise.resolve(),
})

export const outboxWith = (
  send: Send,
  {
    store = database.store,
    pacing,
    setTyping,
    ...rest
  }: Partial<OutboxDeps> & {
    pacing?: Channel['capabilities']['pacing']
    setTyping?: Channel['setTyping']
  } = {},
): Outbox =>
  createOutbox({
    store,
    channels: [channelThat(send, { ...(pacing && { pacing }), ...(setTyping && { setTyping }) })],
    clock,
    newId,
    random: () => 0.5,
    wait: () => Promise.resolve(),
    publish: () => undefined,
    log: silentLog,
    ...rest,
  })

export const chat = async (store: Store = database.store) => {
  const phone = `+5939879${String(++lastPhone).padStart(5, '0')}`
  const contact = aContact({ phone })
  const conversation = aConversation({
    contactId: contact.id,
    address: { channel: 'simulator', account: 'simulator', chat: phone },
  })
  await store.contacts.insert(contact)
  await store.conversations.insert(conversation)
  const queue = async (
    text: string,
    of: { author?: 'bot' | 'agent' | 'campaign'; campaignId?: string } = {},
  ): Promise<Message> => {
    const seq = await store.conversations.takeSeqs(conversation.id, 1)
    const message = queuedMessage(conversation, {
      id: newId(),
      seq,
      author: 'bot',
      content: { kind: 'text', text },
      now: clock.now(),
      ...of,
    })
    await store.messages.insert(message)
    return message
  }
  const deliveries = async () =>
    (await store.messages.list(conversation.id, { limit: 50 })).map(({ delivery }) => delivery)
  const statuses = async () => (await deliveries()).map((delivery) => delivery?.status)
  return { id: conversation.id, contact, phone, queue, deliveries, statuses }
}

export const texts = (): string[] => wire.map(({ text }) => text)

export const receiptFor = (message: Message, status: Receipt['status']): Receipt => ({
  channel: 'simulator',
  account: 'simulator',
  providerId: message.providerId,
  status,
  at: clock.now(),
  failure: status === 'failed' ? 'not on WhatsApp' : null,
})
