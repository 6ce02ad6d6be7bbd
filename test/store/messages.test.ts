import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Store } from '../../src/store/store.js'
import { testDatabase } from '../support/database.js'
import type { TestDatabase } from '../support/database.js'
import { aMessage, at, newId } from '../support/records.js'

let database: TestDatabase
let store: Store
let conversationId: string

beforeAll(async () => {
  database = await testDatabase()
  store = database.store
})

beforeEach(() => {
  conversationId = newId()
})

afterAll(() => database.dropAndClose())

const said = async (count: number, inConversation = conversationId) => {
  const messages = Array.from({ length: count }, (_, index) =>
    aMessage({ conversationId: inConversation, seq: index + 1 }),
  )
  for (const message of messages) await store.messages.insert(message)
  return messages
}

const seqsOf = (messages: { seq: number }[]): number[] => messages.map((message) => message.seq)

describe('messages.insert', () => {
  it('gives back what was put in, absent fields absent', async () => {
    const message = aMessage({
      conversationId,
      content: {
        kind: 'audio',
        media: { mediaId: null, mimeType: 'audio/ogg', bytes: 10, failure: 'too large' },
        voice: true,
      },
      turn: {
        normalized: 'hola',
        intent: 'saludo',
        score: 0.9,
        alternatives: [{ intent: 'gracias', score: 0.1 }],
        decisions: ['answer:saludo'],
        takenAt: at('12:00:01'),
      },
      edits: [{ text: 'hol', at: at('12:00:00') }],
      reactions: [{ emoji: '👍', from: 'contact', at: at('12:00:02') }],
    })
    await store.messages.insert(message)
    expect(await store.messages.byId(message.id)).toStrictEqual(message)
  })

  it('has a provider id once in a conversation: fifty arrivals at once store one', async () => {
    const arrivals = Array.from({ length: 50 }, (_, index) =>
      store.messages.insert(aMessage({ conversationId, providerId: 'same', seq: index + 1 })),
    )
    const settled = await Promise.allSettled(arrivals)
    const refused = settled.filter((one) => one.status === 'rejected')
    expect(refused).toHaveLength(49)
    expect(refused[0]?.reason).toMatchObject({ name: 'DomainError', code: 'conflict' })
    expect(await store.messages.list(conversationId, { limit: 10 })).toHaveLength(1)
  })

  it('may have the same provider id in another conversation', async () => {
    await store.messages.insert(aMessage({ conversationId, providerId: 'both' }))
    const other = aMessage({ conversationId: newId(), providerId: 'both' })
    await store.messages.insert(other)
    const found = await store.messages.inConversationByProviderId(other.conversationId, 'both')
    expect(found?.id).toBe(other.id)
  })

  it('has each seq of a conversation once', async () => {
    await said(1)
    const again = store.messages.insert(aMessage({ conversationId, seq: 1 }))
    await expect(again).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('messages.byProviderId', () => {
  it('finds within one account', async () => {
    const [message] = await said(1)
    const providerId = message?.providerId ?? ''
    expect((await store.messages.byProviderId('simulator', providerId))?.id).toBe(message?.id)
    expect(await store.messages.byProviderId('other', providerId)).toBeNull()
  })
})

describe('messages.list', () => {
  it('gives the first ones in ascending order', async () => {
    await said(5)
    expect(seqsOf(await store.messages.list(conversationId, { limit: 3 }))).toEqual([1, 2, 3])
  })

  it('gives those after a seq, and those next before one', async () => {
    await said(5)
    const { list } = store.messages
    expect(seqsOf(await list(conversationId, { after: 2, limit: 2 }))).toEqual([3, 4])
    expect(seqsOf(await list(conversationId, { before: 5, limit: 2 }))).toEqual([3, 4])
    expect(seqsOf(await list(conversationId, { after: 1, before: 5, limit: 9 }))).toEqual([2, 3, 4])
  })
})

describe('messages.nextTurn', () => {
  it('is the lowest seq whose turn is pending', async () => {
    await store.messages.insert(aMessage({ conversationId, seq: 1 }))
    await store.messages.insert(aMessage({ conversationId, seq: 3, turnPending: true }))
    const next = aMessage({ conversationId, seq: 2, turnPending: true })
    await store.messages.insert(next)
    expect((await store.messages.nextTurn(conversationId))?.id).toBe(next.id)
    await store.messages.update(next.id, { turnPending: false })
    expect((await store.messages.nextTurn(conversationId))?.seq).toBe(3)
  })
})

describe('messages.conversationsWithPendingTurns', () => {
  it('names each conversation once, the longest waiting first', async () => {
    const patient = newId()
    const pending = { turnPending: true }
    await store.messages.insert(
      aMessage({ conversationId, seq: 1, createdAt: at('09:00:00'), ...pending }),
    )
    await store.messages.insert(
      aMessage({ conversationId, seq: 2, createdAt: at('09:02:00'), ...pending }),
    )
    await store.messages.insert(
      aMessage({ conversationId: patient, createdAt: at('08:00:00'), ...pending }),
    )
    expect(await store.messages.conversationsWithPendingTurns(2)).toEqual([patient, conversationId])
    expect(await store.messages.conversationsWithPendingTurns(1)).toEqual([patient])
  })
})

describe('messages.move', () => {
  it('renumbers in their order and gives them to the other contact', async () => {
    const target = newId()
    await said(2, target)
    const messages = await said(3)
    const moved = await store.messages.move(conversationId, {
      conversationId: target,
      contactId: 'kept',
      firstSeq: 3,
    })
    expect(moved).toBe(3)
    expect(await store.messages.list(conversationId, { limit: 9 })).toEqual([])
    const all = await store.messages.list(target, { limit: 9 })
    expect(seqsOf(all)).toEqual([1, 2, 3, 4, 5])
    expect(all.slice(2).map((message) => message.id)).toEqual(messages.map(({ id }) => id))
    expect(all[4]?.contactId).toBe('kept')
  })

  it('drops what the other conversation has already', async () => {
    const target = newId()
    await store.messages.insert(aMessage({ conversationId: target, providerId: 'twin' }))
    await store.messages.insert(aMessage({ conversationId, providerId: 'twin' }))
    await store.messages.insert(aMessage({ conversationId, seq: 2 }))
    const to = { conversationId: target, contactId: 'kept', firstSeq: 2 }
    expect(await store.messages.move(conversationId, to)).toBe(1)
    expect(seqsOf(await store.messages.list(target, { limit: 9 }))).toEqual([1, 2])
  })
})

describe('messages.latestOf', () => {
  it('is the newest of each conversation that was not said by the system', async () => {
    const [, latest] = await said(2)
    await store.messages.insert(aMessage({ conversationId, seq: 3, author: 'system' }))
    const silent = newId()
    const found = await store.messages.latestOf([conversationId, silent])
    expect([...found.keys()]).toEqual([conversationId])
    expect(found.get(conversationId)?.id).toBe(latest?.id)
  })

  it('works inside a transaction too', async () => {
    await said(2)
    const found = await store.transaction(({ messages }) => messages.latestOf([conversationId]))
    expect(found.get(conversationId)?.seq).toBe(2)
  })
})
