import { afterAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { SurveySession } from '../../src/domain/survey.js'
import type { Store } from '../../src/store/store.js'
import { testDatabase } from '../support/database.js'
import type { TestDatabase } from '../support/database.js'
import { aConversation, at } from '../support/records.js'

const opened: TestDatabase[] = []
let store: Store

beforeEach(async () => {
  const database = await testDatabase()
  opened.push(database)
  store = database.store
})

afterAll(async () => {
  for (const database of opened) await database.dropAndClose()
})

const session = (nextDueAt: Date): SurveySession => ({
  id: 'session',
  surveyId: 'preventive-tv',
  surveyVersion: 1,
  product: 'tv',
  campaignId: null,
  state: 'running',
  question: 'satisfaction',
  answers: [{ question: 'q', values: ['5'], text: null, at: at('11:00:00') }],
  misses: 0,
  startedAt: at('11:00:00'),
  lastActivityAt: at('11:00:00'),
  remindersSent: 0,
  nextDueAt,
})

describe('conversations', () => {
  it('gives back what was put in', async () => {
    const conversation = aConversation({
      mode: { kind: 'human', ticketId: 't1' },
      survey: session(at('13:00:00')),
      pendingQuestion: { kind: 'which-intent', intents: ['si', 'no'], at: at('12:00:00') },
    })
    await store.conversations.insert(conversation)
    expect(await store.conversations.byId(conversation.id)).toEqual(conversation)
  })

  it('has one per contact, channel and account', async () => {
    const conversation = aConversation()
    await store.conversations.insert(conversation)
    const again = aConversation({ contactId: conversation.contactId })
    await expect(store.conversations.insert(again)).rejects.toMatchObject({ code: 'conflict' })
    const elsewhere = aConversation({
      contactId: conversation.contactId,
      address: { channel: 'baileys', account: 'main', chat: '+593987650001' },
    })
    await store.conversations.insert(elsewhere)
    const found = await store.conversations.find(conversation.contactId, elsewhere.address)
    expect(found?.id).toBe(elsewhere.id)
    expect(await store.conversations.byContact(conversation.contactId)).toHaveLength(2)
  })

  it('raises the version with every update', async () => {
    const conversation = aConversation()
    await store.conversations.insert(conversation)
    await store.conversations.update(conversation.id, { unread: 1 })
    await store.conversations.update(conversation.id, { unread: 2 })
    expect(await store.conversations.byId(conversation.id)).toMatchObject({ version: 2, unread: 2 })
  })

  it('gives every seq out once, however many ask at the same time', async () => {
    const conversation = aConversation()
    await store.conversations.insert(conversation)
    const taken = await Promise.all(
      Array.from({ length: 30 }, () => store.conversations.takeSeqs(conversation.id, 2)),
    )
    expect(taken.sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, i) => 2 * i + 1))
    expect((await store.conversations.byId(conversation.id))?.lastSeq).toBe(60)
  })

  it('lists the sessions whose reminder or expiry is due, the most overdue first', async () => {
    const late = aConversation({ survey: session(at('10:00:00')) })
    const later = aConversation({ survey: session(at('11:00:00')) })
    const notYet = aConversation({ survey: session(at('13:00:00')) })
    for (const one of [later, notYet, late, aConversation()]) await store.conversations.insert(one)
    const due = await store.conversations.withSurveyDue(at('12:00:00'), 10)
    expect(due.map((conversation) => conversation.id)).toEqual([late.id, later.id])
    await store.conversations.update(late.id, { survey: null })
    expect(await store.conversations.withSurveyDue(at('12:00:00'), 10)).toHaveLength(1)
  })

  it('pages through all of them, newest activity first, also where times are equal', async () => {
    const silent = aConversation({ createdAt: at('09:00:00') })
    const equal = [1, 2, 3].map(() => aConversation({ lastMessageAt: at('10:00:00') }))
    const newest = aConversation({ lastMessageAt: at('08:00:00') })
    for (const one of [silent, ...equal, newest]) await store.conversations.insert(one)
    await store.conversations.update(newest.id, { lastMessageAt: at('11:00:00') })
    const seen: string[] = []
    let after: string | null = null
    do {
      const page: Awaited<ReturnType<typeof store.conversations.list>> =
        await store.conversations.list({ limit: 2, after })
      seen.push(...page.items.map((conversation) => conversation.id))
      after = page.next
    } while (after !== null)
    expect(seen).toHaveLength(5)
    expect(new Set(seen).size).toBe(5)
    expect([seen[0], seen[4]]).toEqual([newest.id, silent.id])
  })

  it('refuses a cursor that is not one of ours', async () => {
    const list = store.conversations.list({ limit: 2, after: 'eyJhIjoxfQ' })
    await expect(list).rejects.toMatchObject({ code: 'invalid' })
  })
})

describe('two transactions on one conversation', () => {
  it('follow one another: both take effect, none is lost', async () => {
    const conversation = aConversation()
    await store.conversations.insert(conversation)
    const turn = () =>
      store.transaction(async ({ conversations }) => {
        const before = await conversations.byId(conversation.id)
        const seq = await conversations.takeSeqs(conversation.id, 1)
        await conversations.update(conversation.id, { unread: (before?.unread ?? 0) + 1 })
        return seq
      })
    const seqs = await Promise.all(Array.from({ length: 8 }, turn))
    expect(seqs.sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(await store.conversations.byId(conversation.id)).toMatchObject({ unread: 8, version: 8 })
  })
})
