import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createCampaigns, type Campaigns } from '../../src/campaigns/campaigns.js'
import type { CampaignsDeps } from '../../src/campaigns/deps.js'
import type { Words } from '../../src/content/words.js'
import { openConversation } from '../../src/inbox/open-conversation.js'
import { createIds } from '../../src/lib/ids.js'
import { silentLog } from '../../src/lib/log.js'
import { loadWords } from '../../src/parts.js'
import type { Store } from '../../src/store/store.js'
import { aContact, aConversation, aTicket } from '../support/builders.js'
import { testDatabase, type TestDatabase } from '../support/database.js'
import { failingStore } from '../support/failing-store.js'
import { createFakeClock, minutes } from '../support/fake-clock.js'

let database: TestDatabase
let words: Words
const clock = createFakeClock()
const newId = createIds(clock)
let lastPhone = 0
const newPhone = (): string => `+5939878${String(++lastPhone).padStart(5, '0')}`

beforeAll(async () => {
  database = await testDatabase()
  words = await loadWords(process.cwd())
})
afterAll(() => database.dropAndClose())

const room = (store: Store = database.store, changes: Partial<CampaignsDeps> = {}): Campaigns =>
  createCampaigns({
    store,
    definitions: () => words.campaigns,
    newestSurvey: words.newestSurvey,
    sender: { channel: 'simulator', account: 'simulator', perMinute: null },
    openConversation,
    clock,
    newId,
    publish: () => undefined,
    wakeOutbox: () => undefined,
    log: silentLog,
    ...changes,
  })

const order = (phones: readonly string[], run = newId()) => ({
  definitionId: 'preventive-survey',
  recipients: phones.map((phone) => ({ phone, name: 'Ana', product: 'tv' as const })),
  startedBy: 'test',
  run,
})

const messagesTo = async (phone: string) => {
  const contact = await database.store.contacts.byPhone(phone)
  const [conversation] = contact ? await database.store.conversations.byContact(contact.id) : []
  return conversation ? database.store.messages.list(conversation.id, { limit: 50 }) : []
}
const rowOf = async (phone: string) => (await database.store.ledger.ofPhone(phone, 1))[0]

describe('campaigns.send', () => {
  it('puts each recipient on the ledger once, however often it runs', async () => {
    const phones = [newPhone(), newPhone()]
    const again = order(phones)
    expect(await room().send(again)).toMatchObject({ added: 2, already: 0 })
    expect(await room().send(again)).toMatchObject({ added: 0, already: 2 })
    expect(await room().dispatchDue()).toBe(2)
    await room().send(again)
    expect(await room().dispatchDue()).toBe(0)
    for (const phone of phones) expect(await messagesTo(phone)).toHaveLength(1)
  })

  it('adds each once when two run at the same time', async () => {
    const [phones, run] = [[newPhone(), newPhone(), newPhone()], newId()]
    const both = await Promise.all([
      room().send(order(phones, run)),
      room().send(order(phones, run)),
    ])
    expect(both.map(({ added }) => added).reduce((a, b) => a + b)).toBe(3)
    await room().dispatchDue()
    for (const phone of phones) expect(await messagesTo(phone)).toHaveLength(1)
  })

  it('names the campaigns there are when asked for one that is not there', async () => {
    await expect(room().send({ ...order([]), definitionId: 'x' })).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('preventive-survey'),
    })
  })
})

describe('campaigns.dispatchDue', () => {
  it('queues the invitation with the first question and offers the survey', async () => {
    const phone = newPhone()
    const { campaignId } = await room().send(order([phone]))
    await room().dispatchDue()
    const [message] = await messagesTo(phone)
    expect(message).toMatchObject({
      author: 'campaign',
      campaignId,
      delivery: { status: 'queued' },
    })
    const contact = await database.store.contacts.byPhone(phone)
    const [conversation] = await database.store.conversations.byContact(contact?.id ?? '')
    expect(conversation?.survey).toMatchObject({ surveyId: 'retencion-tv', state: 'offered' })
    expect(await rowOf(phone)).toMatchObject({ status: 'queued', messageId: message?.id })
  })

  it('sends each recipient once with two dispatchers on two stores', async () => {
    const phones = Array.from({ length: 12 }, newPhone)
    const other = await database.openAnother()
    await room().send(order(phones))
    const dispatchers = [room(), room(other)]
    const counts = await Promise.all(dispatchers.map((one) => one.dispatchDue()))
    const left = await room().dispatchDue()
    expect([...counts, left].reduce((a, b) => a + b)).toBe(12)
    for (const phone of phones) {
      expect(await messagesTo(phone)).toHaveLength(1)
      expect(await rowOf(phone)).toMatchObject({ status: 'queued' })
    }
  })

  it.each([
    ['opted-out', { optedOutAt: clock.now() }, {}],
    ['wrong-number', { wrongNumberAt: clock.now() }, {}],
    ['open-ticket', {}, { ticket: true }],
    ['open-ticket', {}, { human: true }],
  ])('skips for %s (%j %j)', async (reason, facts, { ticket, human }: Record<string, boolean>) => {
    const phone = newPhone()
    const contact = aContact({ phone, ...facts })
    const conversation = aConversation({
      contactId: contact.id,
      address: { channel: 'simulator', account: 'simulator', chat: phone },
      mode: human ? { kind: 'human', ticketId: 't' } : { kind: 'bot' },
    })
    await database.store.contacts.insert(contact)
    await database.store.conversations.insert(conversation)
    if (ticket) {
      const ids = { contactId: contact.id, conversationId: conversation.id }
      await database.store.tickets.insert(aTicket(ids))
    }
    await room().send(order([phone]))
    expect(await room().dispatchDue()).toBe(0)
    expect(await rowOf(phone)).toMatchObject({ status: 'skipped', reason, messageId: null })
    expect(await messagesTo(phone)).toEqual([])
  })

  it('skips a second survey while the first is under way', async () => {
    const phone = newPhone()
    await room().send(order([phone]))
    await room().dispatchDue()
    await room().send(order([phone]))
    await room().dispatchDue()
    const statuses = await database.store.ledger.ofPhone(phone, 2)
    expect(statuses.map(({ status, reason }) => [status, reason]).sort()).toEqual([
      ['queued', null],
      ['skipped', 'survey-under-way'],
    ])
  })

  it('skips who lacks what the text needs: the survey is gone', async () => {
    const phone = newPhone()
    await room().send(order([phone]))
    await room(database.store, { newestSurvey: () => undefined }).dispatchDue()
    expect(await rowOf(phone)).toMatchObject({ status: 'skipped', reason: 'incomplete' })
  })

  it('sends no more than half the pace of the number', async () => {
    const phones = Array.from({ length: 8 }, newPhone)
    const paced = room(database.store, {
      sender: { channel: 'simulator', account: 'simulator', perMinute: 4 },
    })
    await paced.send(order(phones))
    expect(await paced.dispatchDue()).toBe(1)
    expect(await paced.dispatchDue()).toBe(0)
    clock.advance(minutes(0.4))
    expect(await paced.dispatchDue()).toBe(0)
    clock.advance(minutes(0.1))
    expect(await paced.dispatchDue()).toBe(1)
    clock.advance(minutes(60))
    expect(await paced.dispatchDue()).toBe(2)
    await room().dispatchDue()
  })

  it('leaves all or nothing of a recipient when it is stopped at any write', async () => {
    const phone = newPhone()
    await room().send(order([phone]))
    for (let writes = 1; writes < 50; writes += 1) {
      const { store, failed } = failingStore(database.store, writes)
      await room(store)
        .dispatchDue()
        .catch(() => 0)
      if (!failed()) break
      expect(await rowOf(phone)).toMatchObject({ status: 'pending' })
      expect(await messagesTo(phone)).toEqual([])
    }
    expect(await rowOf(phone)).toMatchObject({ status: 'queued' })
    expect(await messagesTo(phone)).toHaveLength(1)
  })
})
