import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Store } from '../../src/store/store.js'
import { testDatabase } from '../support/database.js'
import type { TestDatabase } from '../support/database.js'
import { aLedgerRow, at, newId } from '../support/records.js'

let database: TestDatabase
let store: Store

beforeAll(async () => {
  database = await testDatabase()
  store = database.store
})

afterAll(() => database.dropAndClose())

const rowOf = async (phone: string) => (await store.ledger.ofPhone(phone, 1))[0]

/** A row whose message is queued; its own campaign, so that no other test sees it. */
const queuedRow = async (phone: string) => {
  const row = aLedgerRow({ phone, campaignId: newId() })
  await store.ledger.addMissing([row])
  const settled = { status: 'queued', reason: null, messageId: newId(), contactId: 'c' } as const
  await store.ledger.settle(row.id, settled)
  return settled.messageId
}

describe('ledger.addMissing', () => {
  it('adds each recipient of a campaign once, however often it runs', async () => {
    const campaignId = newId()
    const rows = Array.from({ length: 20 }, (_, index) =>
      aLedgerRow({ campaignId, phone: `+5939876510${10 + index}` }),
    )
    expect(await store.ledger.addMissing(rows.slice(0, 15))).toBe(15)
    expect(await store.ledger.addMissing(rows)).toBe(5)
    expect(await store.ledger.addMissing(rows.map((row) => ({ ...row, id: newId() })))).toBe(0)
    expect(await store.ledger.countsOf(campaignId)).toEqual({ pending: 20 })
  })

  it('adds each recipient once when it runs twice at the same time', async () => {
    const campaignId = newId()
    const run = () =>
      store.ledger.addMissing(
        Array.from({ length: 30 }, (_, index) =>
          aLedgerRow({ campaignId, phone: `+5939876520${10 + index}` }),
        ),
      )
    const added = await Promise.all([run(), run(), run()])
    expect(added.reduce((sum, count) => sum + count)).toBe(30)
    expect(await store.ledger.countsOf(campaignId)).toEqual({ pending: 30 })
  })

  it('tells products apart, and no product from any', async () => {
    const row = aLedgerRow({ campaignId: newId(), phone: '+593987653001' })
    const rows = (['tv', 'movil', null, null] as const).map((product) => ({
      ...row,
      id: newId(),
      product,
    }))
    expect(await store.ledger.addMissing(rows)).toBe(3)
  })

  it('keeps every field of the row', async () => {
    const row = aLedgerRow({ campaignId: newId(), phone: '+593987653002', product: null })
    await store.ledger.addMissing([row])
    expect(await rowOf(row.phone)).toEqual(row)
  })
})

describe('ledger.pending', () => {
  it('gives the oldest rows that wait', async () => {
    const early = at('01:00:00')
    const rows = ['02:00:00', '01:00:00'].map((time) =>
      aLedgerRow({
        campaignId: newId(),
        phone: `+59398765${newId().slice(-4)}`,
        createdAt: at(time),
      }),
    )
    await store.ledger.addMissing(rows)
    const pending = await store.ledger.pending(2)
    expect(pending.map((row) => row.createdAt)).toEqual([early, at('02:00:00')])
  })
})

describe('ledger.settle', () => {
  it('is won by one of ten workers', async () => {
    const row = aLedgerRow({ campaignId: newId(), phone: '+593987654001' })
    await store.ledger.addMissing([row])
    const settle = (_: unknown, index: number) =>
      store.ledger.settle(row.id, {
        status: 'queued',
        reason: null,
        messageId: `m${index}`,
        contactId: null,
      })
    const won = await Promise.all(Array.from({ length: 10 }, settle))
    expect(won.filter(Boolean)).toHaveLength(1)
    expect((await rowOf(row.phone))?.messageId).toBe(`m${won.indexOf(true)}`)
  })
})

describe('ledger.setStatusByMessage', () => {
  it('moves on with the receipts and keeps when it was sent', async () => {
    const messageId = await queuedRow('+593987654002')
    await store.ledger.setStatusByMessage(messageId, 'sent', at('12:00:01'), null)
    await store.ledger.setStatusByMessage(messageId, 'delivered', at('12:00:02'), null)
    expect(await rowOf('+593987654002')).toMatchObject({
      status: 'delivered',
      sentAt: at('12:00:01'),
    })
  })

  it('never takes a stage back, in whatever order receipts come', async () => {
    const messageId = await queuedRow('+593987654003')
    for (const status of ['read', 'sent', 'failed', 'delivered'] as const) {
      await store.ledger.setStatusByMessage(messageId, status, at('12:00:01'), null)
    }
    expect((await rowOf('+593987654003'))?.status).toBe('read')
  })

  it('says why it failed', async () => {
    const messageId = await queuedRow('+593987654004')
    await store.ledger.setStatusByMessage(messageId, 'failed', at('12:00:01'), 'no WhatsApp')
    expect(await rowOf('+593987654004')).toMatchObject({
      status: 'failed',
      reason: 'no WhatsApp',
      sentAt: null,
    })
  })
})
