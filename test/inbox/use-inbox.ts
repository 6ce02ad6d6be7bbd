import { afterAll, beforeAll } from '@jest/globals'
import type { InboundMessage } from '../../src/domain/inbound.js'
import type { Message } from '../../src/domain/message.js'
import { createInbox } from '../../src/inbox/inbox.js'
import { startHouse, type House } from '../support/start-chat.js'

export let house: House
let last = 0

/** One house for the file. */
export const useInbox = (): void => {
  beforeAll(async () => {
    house = await startHouse()
  })
  afterAll(() => house.stop())
}

export type Person = { phone: string; lid: string }
export const person = (): Person => {
  last += 1
  return {
    phone: `+5939870${String(last).padStart(5, '0')}`,
    lid: String(100_000_000_000_000 + last),
  }
}

export type Known = Partial<Pick<Person, 'phone' | 'lid'>>
export const address = ({ phone, lid }: Known) => ({
  channel: 'simulator',
  account: 'simulator',
  chat: phone ?? `lid:${lid ?? ''}`,
})

let lastId = 0
export const inbound = (
  known: Known,
  text: string,
  more: Partial<InboundMessage> = {},
): InboundMessage => ({
  address: address(known),
  phone: known.phone ?? null,
  lid: known.lid ?? null,
  name: 'Ana',
  providerId: `wa-${++lastId}`,
  quotedProviderId: null,
  content: { kind: 'text', text },
  at: house.clock.now(),
  late: false,
  ...more,
})

/** Stores without waking the engine: what a change of mind meets before the turn. */
export const sleepingInbox = () =>
  createInbox({
    ...house.parts,
    rules: () => house.texts.settings,
    wake: () => undefined,
    publish: () => undefined,
  })
export const says = async (message: InboundMessage): Promise<void> => {
  await house.app.inbox.receive(message)
  await house.app.settle()
}

export const idOf = (record: { id: string } | null | undefined): string => record?.id ?? ''
export const contactOf = async ({ phone, lid }: Known) => {
  const byPhone = phone ? await house.store.contacts.byPhone(phone) : null
  return byPhone ?? (lid ? await house.store.contacts.byLid(lid) : null)
}
export const conversationsOf = async (known: Known) =>
  house.store.conversations.byContact(idOf(await contactOf(known)))
export const transcriptOf = async (known: Known): Promise<Message[]> => {
  const [conversation] = await conversationsOf(known)
  return conversation ? house.store.messages.list(conversation.id, { limit: 200 }) : []
}
export const textsBy = async (known: Known, author: Message['author']): Promise<string[]> =>
  (await transcriptOf(known)).flatMap((message) =>
    message.author === author && message.content.kind === 'text' ? [message.content.text] : [],
  )
