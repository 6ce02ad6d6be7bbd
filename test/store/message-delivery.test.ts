import { afterAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Message } from '../../src/domain/message.js'
import type { Store } from '../../src/store/store.js'
import { testDatabase } from '../support/database.js'
import type { TestDatabase } from '../support/database.js'
import { aDelivery, aMessage, anOutbound, at, newId } from '../support/records.js'

const opened: TestDatabase[] = []
let store: Store
let conversationId: string

beforeEach(async () => {
  const database = await testDatabase()
  opened.push(database)
  store = database.store
  conversationId = newId()
})

afterAll(async () => {
  for (const database of opened) await database.dropAndClose()
})

const now = at('12:00:00')
const leaseUntil = at('12:01:00')

const queued = async (...messages: Message[]) => {
  for (const message of messages) await store.messages.insert(message)
}

describe('messages.leaseNextUnsent', () => {
  it('takes the lowest unsent seq and marks it as being sent until the lease ends', async () => {
    const first = anOutbound({ conversationId, seq: 2 })
    await queued(
      aMessage({ conversationId, seq: 1 }),
      anOutbound({ conversationId, seq: 3 }),
      first,
    )
    const leased = await store.messages.leaseNextUnsent(conversationId, now, leaseUntil)
    expect(leased?.id).toBe(first.id)
    expect(leased?.delivery).toMatchObject({ status: 'sending', leaseUntil })
  })

  it('gives it to one of fifty who ask at once, and nothing to the others', async () => {
    await queued(anOutbound({ conversationId, seq: 1 }), anOutbound({ conversationId, seq: 2 }))
    const asked = Array.from({ length: 50 }, () =>
      store.messages.leaseNextUnsent(conversationId, now, leaseUntil),
    )
    const won = (await Promise.all(asked)).filter((message) => message !== null)
    expect(won.map((message) => message.seq)).toEqual([1])
  })

  it('never overtakes: the second waits while the first is leased or not due', async () => {
    const first = anOutbound({ conversationId, seq: 1, delivery: { dueAt: at('12:00:30') } })
    await queued(first, anOutbound({ conversationId, seq: 2 }))
    expect(await store.messages.leaseNextUnsent(conversationId, now, leaseUntil)).toBeNull()
    const later = await store.messages.leaseNextUnsent(conversationId, at('12:00:30'), leaseUntil)
    expect(later?.id).toBe(first.id)
    expect(
      await store.messages.leaseNextUnsent(conversationId, at('12:00:59'), leaseUntil),
    ).toBeNull()
  })

  it('goes on with the next once the first was sent', async () => {
    const first = anOutbound({ conversationId, seq: 1 })
    await queued(first, anOutbound({ conversationId, seq: 2 }))
    await store.messages.leaseNextUnsent(conversationId, now, leaseUntil)
    await store.messages.setDelivery(first.id, aDelivery({ status: 'sent', sentAt: now }))
    const next = await store.messages.leaseNextUnsent(conversationId, now, leaseUntil)
    expect(next?.seq).toBe(2)
  })

  it('takes over what a crashed sender had leased, when its lease has ended', async () => {
    const message = anOutbound({ conversationId })
    await queued(message)
    await store.messages.leaseNextUnsent(conversationId, now, leaseUntil)
    const again = await store.messages.leaseNextUnsent(conversationId, leaseUntil, at('12:02:00'))
    expect(again?.delivery).toMatchObject({ status: 'sending', leaseUntil: at('12:02:00') })
  })
})

describe('messages.freeLeases', () => {
  it('lets what was being sent be taken again at once', async () => {
    const message = anOutbound({ conversationId })
    await queued(message, anOutbound({ conversationId: newId() }))
    await store.messages.leaseNextUnsent(conversationId, now, leaseUntil)
    expect(await store.messages.freeLeases()).toBe(1)
    const again = await store.messages.leaseNextUnsent(conversationId, now, leaseUntil)
    expect(again?.id).toBe(message.id)
  })
})

describe('messages.conversationsWithUnsent', () => {
  it('names those with a message due, interactive ones before campaigns', async () => {
    const [campaign, waiting, sent] = [newId(), newId(), newId()]
    await queued(
      anOutbound({
        conversationId: campaign,
        author: 'campaign',
        delivery: { dueAt: at('08:00:00') },
      }),
      anOutbound({ conversationId, delivery: { dueAt: at('11:00:00') } }),
      anOutbound({ conversationId: waiting, delivery: { dueAt: at('12:00:01') } }),
      anOutbound({ conversationId: sent, delivery: { status: 'sent' } }),
      aMessage({ conversationId: newId() }),
    )
    const found = await store.messages.conversationsWithUnsent(now, 10)
    expect(found).toEqual([conversationId, campaign])
    expect(await store.messages.conversationsWithUnsent(now, 1)).toEqual([conversationId])
    const replies = await store.messages.conversationsWithUnsent(now, 10, 'replies')
    const campaigns = await store.messages.conversationsWithUnsent(now, 10, 'campaigns')
    expect([...replies, ...campaigns]).toEqual(found)
    expect(replies).toContain(conversationId)
    expect(campaigns).not.toContain(conversationId)
  })

  it('leaves out those whose first message is leased or not due, however many follow it', async () => {
    const blocked = { dueAt: at('12:30:00') }
    await queued(
      anOutbound({ conversationId, seq: 1, delivery: blocked }),
      ...[2, 3, 4].map((seq) => anOutbound({ conversationId, seq })),
    )
    expect(await store.messages.conversationsWithUnsent(now, 10)).toEqual([])
    const leased = newId()
    await queued(...[1, 2].map((seq) => anOutbound({ conversationId: leased, seq })))
    await store.messages.leaseNextUnsent(leased, now, leaseUntil)
    expect(await store.messages.conversationsWithUnsent(now, 10)).toEqual([])
    expect(await store.messages.conversationsWithUnsent(leaseUntil, 10)).toEqual([leased])
  })

  it('finds the one that can be served behind hundreds of messages that cannot go', async () => {
    const blocked = newId()
    await store.transaction(async ({ messages }) => {
      for (let seq = 1; seq <= 205; seq++) {
        const dueAt = at(seq === 1 ? '13:00:00' : '10:00:00')
        await messages.insert(anOutbound({ conversationId: blocked, seq, delivery: { dueAt } }))
      }
    })
    await queued(anOutbound({ conversationId, delivery: { dueAt: at('11:00:00') } }))
    expect(await store.messages.conversationsWithUnsent(now, 5)).toEqual([conversationId])
  })
})

describe('messages.setDelivery', () => {
  it('puts a message back into the queue for a later try', async () => {
    const message = anOutbound({ conversationId })
    await queued(message)
    await store.messages.leaseNextUnsent(conversationId, now, leaseUntil)
    await store.messages.setDelivery(message.id, aDelivery({ attempts: 1, dueAt: at('12:00:10') }))
    expect(await store.messages.conversationsWithUnsent(at('12:00:09'), 10)).toEqual([])
    expect(await store.messages.conversationsWithUnsent(at('12:00:10'), 10)).toHaveLength(1)
  })

  it('never takes back a stage that a receipt reported first, but adds the times', async () => {
    const message = anOutbound({ conversationId })
    await queued(message)
    await store.messages.setDelivery(
      message.id,
      aDelivery({ status: 'read', readAt: at('12:00:02') }),
    )
    await store.messages.setDelivery(
      message.id,
      aDelivery({ status: 'sent', attempts: 1, sentAt: at('12:00:01') }),
    )
    expect((await store.messages.byId(message.id))?.delivery).toMatchObject({
      status: 'read',
      attempts: 1,
      sentAt: at('12:00:01'),
      readAt: at('12:00:02'),
    })
  })

  it('says so when there is no such message', async () => {
    const set = store.messages.setDelivery('nothing', aDelivery({ status: 'sent' }))
    await expect(set).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('messages.expireQueuedOfBot', () => {
  it('ends what the bot still wanted to say, and only that', async () => {
    await queued(
      anOutbound({ conversationId, seq: 1, delivery: { status: 'sending', leaseUntil } }),
      anOutbound({ conversationId, seq: 2 }),
      anOutbound({ conversationId, seq: 3, author: 'agent' }),
      anOutbound({ conversationId, seq: 4 }),
    )
    expect(await store.messages.expireQueuedOfBot(conversationId, 'taken over')).toBe(2)
    const all = await store.messages.list(conversationId, { limit: 9 })
    expect(all.map((message) => message.delivery?.status)).toEqual([
      'sending',
      'expired',
      'queued',
      'expired',
    ])
    expect(all[1]?.delivery?.failure).toBe('taken over')
  })
})

describe('messages.update', () => {
  it('keeps the work list true when it changes the delivery', async () => {
    const message = anOutbound({ conversationId })
    await queued(message)
    await store.messages.update(message.id, { delivery: aDelivery({ status: 'failed' }) })
    expect(await store.messages.conversationsWithUnsent(now, 10)).toEqual([])
    expect(await store.messages.leaseNextUnsent(conversationId, now, leaseUntil)).toBeNull()
  })
})
