import { afterAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Store } from '../../src/store/store.js'
import { testDatabase } from '../support/database.js'
import type { TestDatabase } from '../support/database.js'
import { aTicket, at, newId } from '../support/records.js'

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

describe('tickets.insert', () => {
  it('gives back what was put in', async () => {
    const ticket = aTicket({
      answers: [{ question: 'satisfaction', values: ['2'], text: null, at: at('12:00:00') }],
      history: [{ at: at('12:00:00'), by: 'system', kind: 'opened', detail: null }],
    })
    await store.tickets.insert(ticket)
    expect(await store.tickets.byId(ticket.id)).toStrictEqual(ticket)
  })

  it('allows one active ticket per conversation, and a new one after the close', async () => {
    const first = aTicket()
    await store.tickets.insert(first)
    const second = aTicket({ conversationId: first.conversationId })
    await expect(store.tickets.insert(second)).rejects.toMatchObject({ code: 'conflict' })
    await store.tickets.replaceIf(first.id, {}, { status: 'closed' })
    expect(await store.tickets.activeOf(first.conversationId)).toBeNull()
    await store.tickets.insert(second)
    expect((await store.tickets.activeOf(first.conversationId))?.id).toBe(second.id)
  })

  it('makes one ticket of a survey session, also after the close', async () => {
    const surveySessionId = newId()
    const first = aTicket({ surveySessionId, status: 'closed' })
    await store.tickets.insert(first)
    const again = store.tickets.insert(aTicket({ surveySessionId }))
    await expect(again).rejects.toMatchObject({ code: 'conflict' })
    expect((await store.tickets.bySurveySession(surveySessionId))?.id).toBe(first.id)
  })

  it('is part of its transaction', async () => {
    const ticket = aTicket()
    const failed = store.transaction(async ({ tickets }) => {
      await tickets.insert(ticket)
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect(await store.tickets.byId(ticket.id)).toBeNull()
  })
})

describe('tickets.nextNumber', () => {
  it('gives each number once, also inside parallel transactions', async () => {
    const open = () =>
      store.transaction(async ({ tickets }) => {
        const number = await tickets.nextNumber()
        await tickets.insert(aTicket({ number }))
        return number
      })
    const numbers = await Promise.all(Array.from({ length: 50 }, open))
    expect(new Set(numbers).size).toBe(50)
    expect(Math.min(...numbers)).toBe(1)
  })
})

describe('tickets.replaceIf', () => {
  it('lets one of twenty agents claim', async () => {
    const ticket = aTicket()
    await store.tickets.insert(ticket)
    const claims = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        store.tickets.replaceIf(
          ticket.id,
          { status: ['open'], assigneeId: null },
          { status: 'claimed', assigneeId: `agent-${index}` },
        ),
      ),
    )
    const won = claims.filter((claim) => claim !== null)
    expect(won).toHaveLength(1)
    expect(await store.tickets.byId(ticket.id)).toEqual(won[0])
    expect(won[0]?.version).toBe(2)
  })

  it('refuses a version that is not the stored one', async () => {
    const ticket = aTicket({ version: 7 })
    await store.tickets.insert(ticket)
    expect(await store.tickets.replaceIf(ticket.id, { version: 6 }, { reason: 'x' })).toBeNull()
    const changed = await store.tickets.replaceIf(ticket.id, { version: 7 }, { reason: 'x' })
    expect(changed).toMatchObject({ reason: 'x', version: 8 })
  })
})

describe('tickets.list', () => {
  it('pages through the filtered ones, oldest due first', async () => {
    const mine = [18, 16, 17].map((hour) =>
      aTicket({ dueAt: at(`${hour}:00:00`), status: 'claimed', assigneeId: 'me' }),
    )
    for (const ticket of [...mine, aTicket({ dueAt: at('15:00:00') })]) {
      await store.tickets.insert(ticket)
    }
    const filter = { statuses: ['claimed', 'waiting'], assigneeId: 'me' } as const
    const first = await store.tickets.list(filter, { limit: 2, after: null })
    expect(first.items.map((ticket) => ticket.id)).toEqual([mine[1]?.id, mine[2]?.id])
    const second = await store.tickets.list(filter, { limit: 2, after: first.next })
    expect(second.items.map((ticket) => ticket.id)).toEqual([mine[0]?.id])
    expect(second.next).toBeNull()
  })

  it('filters by queue, by conversation and by nobody', async () => {
    const escalated = aTicket({ queue: 'supervisor' })
    const taken = aTicket({ assigneeId: 'me', status: 'claimed' })
    for (const ticket of [escalated, taken]) await store.tickets.insert(ticket)
    const ids = async (filter: Parameters<typeof store.tickets.list>[0]) =>
      (await store.tickets.list(filter, { limit: 9, after: null })).items.map(({ id }) => id)
    expect(await ids({ queue: 'supervisor' })).toEqual([escalated.id])
    expect(await ids({ conversationId: taken.conversationId })).toEqual([taken.id])
    expect(await ids({ assigneeId: null })).toEqual([escalated.id])
    expect(await ids({})).toHaveLength(2)
  })
})

describe('tickets.counts', () => {
  it('counts every status, also those without tickets', async () => {
    for (const status of ['open', 'open', 'closed'] as const) {
      await store.tickets.insert(aTicket({ status }))
    }
    expect(await store.tickets.counts()).toEqual({ open: 2, claimed: 0, waiting: 0, closed: 1 })
  })
})

describe('tickets.latestOfContact', () => {
  it('gives the newest first', async () => {
    const contactId = newId()
    const [old, recent] = ['10:00:00', '11:00:00'].map((time) =>
      aTicket({ contactId, createdAt: at(time) }),
    )
    for (const ticket of [old, recent]) if (ticket) await store.tickets.insert(ticket)
    const latest = await store.tickets.latestOfContact(contactId, 1)
    expect(latest.map((ticket) => ticket.id)).toEqual([recent?.id])
  })
})

describe('tickets.reassign', () => {
  it('moves the tickets of a merged contact', async () => {
    const ticket = aTicket()
    await store.tickets.insert(ticket)
    const to = { conversationId: newId(), contactId: newId() }
    await store.tickets.reassign(ticket.conversationId, to)
    expect(await store.tickets.byId(ticket.id)).toMatchObject(to)
  })
})
