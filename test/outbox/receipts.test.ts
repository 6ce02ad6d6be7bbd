import { describe, expect, it } from '@jest/globals'
import type { Receipt } from '../../src/domain/inbound.js'
import type { Outbox } from '../../src/outbox/outbox.js'
import { minutes } from '../support/fake-clock.js'
import { aLedgerRow } from '../support/records.js'
import {
  chat,
  clock,
  database,
  newId,
  outboxWith,
  receiptFor,
  sent,
  texts,
  useOutboxes,
  wire,
} from './use-outboxes.js'

useOutboxes()

describe('a campaign message', () => {
  const campaignMessage = async () => {
    const one = await chat()
    const campaignId = newId()
    const message = await one.queue('invitación', { author: 'campaign', campaignId })
    await database.store.ledger.addMissing([
      aLedgerRow({
        id: newId(),
        campaignId,
        phone: one.phone,
        status: 'queued',
        messageId: message.id,
      }),
    ])
    const row = async () => (await database.store.ledger.ofPhone(one.phone, 1))[0]
    return { ...one, message, row }
  }

  it('moves its row of the ledger as far as its receipts', async () => {
    const { id, message, row } = await campaignMessage()
    const outbox = outboxWith(sent)
    await outbox.deliver(id)
    expect(await row()).toMatchObject({ status: 'sent', sentAt: clock.now() })
    await outbox.receipt(receiptFor(message, 'read'))
    await outbox.receipt(receiptFor(message, 'delivered'))
    expect(await row()).toMatchObject({ status: 'read' })
  })

  it('is not sent to who opted out in between', async () => {
    const { id, contact, row, statuses } = await campaignMessage()
    await database.store.contacts.update(contact.id, { optedOutAt: clock.now() })
    await outboxWith(sent).deliver(id)
    expect(wire).toEqual([])
    expect(await statuses()).toEqual(['failed'])
    expect(await row()).toMatchObject({ status: 'failed', sentAt: null })
  })

  it('is not sent to who opts out during the pause before it', async () => {
    const { id, contact } = await campaignMessage()
    const wait = () => database.store.contacts.update(contact.id, { optedOutAt: clock.now() })
    const pacing = { chatGapMs: [1000, 1000] as [number, number], perMinute: 60 }
    await outboxWith(sent, { pacing, wait }).deliver(id)
    expect(wire).toEqual([])
  })

  it('does not keep an opted-out customer from getting an answer', async () => {
    const { id, contact, queue } = await campaignMessage()
    await database.store.contacts.update(contact.id, { optedOutAt: clock.now() })
    await queue('Listo.')
    await outboxWith(sent).deliver(id)
    expect(texts()).toEqual(['Listo.'])
  })
})

describe('outbox.receipt', () => {
  it.each([
    [['sent', 'delivered', 'read']],
    [['read', 'delivered', 'sent']],
    [['delivered', 'read', 'delivered']],
  ] satisfies Receipt['status'][][][])('ends at read after %j', async (order) => {
    const { id, queue, deliveries } = await chat()
    const message = await queue('uno')
    const outbox = outboxWith(sent)
    await outbox.deliver(id)
    for (const status of order) await outbox.receipt(receiptFor(message, status))
    expect(await deliveries()).toMatchObject([
      { status: 'read', readAt: clock.now(), deliveredAt: clock.now(), sentAt: clock.now() },
    ])
  })

  it('is kept when it comes before the sender noted its own success', async () => {
    const { id, queue, deliveries } = await chat()
    const message = await queue('uno')
    let received: Promise<void> = Promise.resolve()
    const outbox: Outbox = outboxWith(() => {
      received = outbox.receipt(receiptFor(message, 'delivered'))
      return sent()
    })
    await outbox.deliver(id)
    await received
    expect(await deliveries()).toMatchObject([{ status: 'delivered', leaseUntil: null }])
  })

  it('is kept when another process writes it before the sender noted its own success', async () => {
    const other = await database.openAnother()
    const { id, queue, deliveries } = await chat()
    const message = await queue('uno')
    const elsewhere = outboxWith(sent, { store: other })
    const outbox = outboxWith(async () => {
      await elsewhere.receipt(receiptFor(message, 'read'))
      return sent()
    })
    await outbox.deliver(id)
    expect(await deliveries()).toMatchObject([{ status: 'read', readAt: clock.now() }])
  })

  it('ends the resending of an unknown one that arrived', async () => {
    const { id, queue, statuses } = await chat()
    const message = await queue('uno')
    const outbox = outboxWith(() => ({ kind: 'unknown', resend: true, reason: 'no ack' }))
    await outbox.deliver(id)
    await outbox.receipt(receiptFor(message, 'delivered'))
    clock.advance(minutes(10))
    await outbox.deliverDue()
    expect(wire).toHaveLength(1)
    expect(await statuses()).toEqual(['delivered'])
  })

  it('of something we never sent changes nothing', async () => {
    const { queue, statuses } = await chat()
    const message = await queue('uno')
    await outboxWith(sent).receipt({ ...receiptFor(message, 'read'), providerId: 'other' })
    expect(await statuses()).toEqual(['queued'])
  })
})
