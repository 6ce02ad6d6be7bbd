import { describe, expect, it } from '@jest/globals'
import type { SendResult } from '../../src/channels/channel.js'
import { minutes } from '../support/fake-clock.js'
import {
  chat,
  clock,
  database,
  later,
  outboxWith,
  sent,
  texts,
  useOutboxes,
  wire,
} from './use-outboxes.js'

useOutboxes()

describe('outbox.deliver', () => {
  it('keeps replies in order when the first send has to be retried', async () => {
    const { id, queue, statuses } = await chat()
    await queue('uno')
    await queue('dos')
    const results = [later]
    const outbox = outboxWith(() => results.shift() ?? sent())
    await outbox.deliver(id)
    expect(texts()).toEqual(['uno'])
    expect(await statuses()).toEqual(['queued', 'queued'])
    clock.advance(4999)
    await outbox.deliverDue()
    expect(texts()).toEqual(['uno'])
    clock.advance(1)
    await outbox.deliverDue()
    expect(texts()).toEqual(['uno', 'uno', 'dos'])
    expect(await statuses()).toEqual(['sent', 'sent'])
  })

  it('carries the same provider id on every attempt, other messages others', async () => {
    const { id, queue } = await chat()
    const first = await queue('uno')
    await queue('dos')
    const results: SendResult[] = [later, { kind: 'unknown', resend: true, reason: 'no ack' }]
    const outbox = outboxWith(() => results.shift() ?? sent())
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      await outbox.deliver(id)
      clock.advance(minutes(6))
    }
    expect(texts()).toEqual(['uno', 'uno', 'uno', 'dos'])
    const ids = wire.map(({ id: providerId }) => providerId)
    expect(new Set(ids.slice(0, 3))).toEqual(new Set([first.providerId]))
    expect(ids[3]).not.toBe(first.providerId)
  })

  it('sends an unknown one again where that is safe, with growing pauses, and gives up in the end', async () => {
    const { id, queue, deliveries } = await chat()
    await queue('uno')
    const outbox = outboxWith(() => ({ kind: 'unknown', resend: true, reason: 'no ack' }))
    const pauses: number[] = []
    for (let round = 0; round < 25; round += 1) {
      await outbox.deliver(id)
      const [delivery] = await deliveries()
      if (delivery?.status !== 'queued') break
      pauses.push(delivery.dueAt.getTime() - clock.now().getTime())
      clock.set(delivery.dueAt)
    }
    expect(pauses.slice(0, 4)).toEqual([1000, 2000, 4000, 8000])
    expect(Math.max(...pauses)).toBe(minutes(5))
    expect(wire).toHaveLength(20)
    expect(await deliveries()).toMatchObject([{ status: 'failed', failure: 'no ack' }])
  })

  it('leaves an unknown one to a human where a resend may show twice', async () => {
    const { id, queue, statuses } = await chat()
    await queue('uno')
    await queue('dos')
    const results: SendResult[] = [{ kind: 'unknown', resend: false, reason: 'died' }]
    await outboxWith(() => results.shift() ?? sent()).deliver(id)
    expect(texts()).toEqual(['uno', 'dos'])
    expect(await statuses()).toEqual(['failed', 'sent'])
  })

  it('goes on with the next one after a failed one', async () => {
    const { id, queue, deliveries } = await chat()
    await queue('uno')
    await queue('dos')
    const results: SendResult[] = [{ kind: 'failed', reason: 'not on WhatsApp' }]
    await outboxWith(() => results.shift() ?? sent()).deliver(id)
    expect(await deliveries()).toMatchObject([
      { status: 'failed', failure: 'not on WhatsApp', attempts: 1 },
      { status: 'sent', failure: null },
    ])
  })

  it('tries again when the channel throws', async () => {
    const { id, queue, statuses } = await chat()
    await queue('uno')
    let broken = true
    const outbox = outboxWith(() => {
      if (broken) throw new Error('socket')
      return sent()
    })
    await outbox.deliver(id)
    expect(await statuses()).toEqual(['queued'])
    broken = false
    clock.advance(1000)
    await outbox.deliverDue()
    expect(await statuses()).toEqual(['sent'])
  })

  it('keeps what belongs to a channel that is not running', async () => {
    const { id, queue, statuses } = await chat()
    await queue('uno')
    await outboxWith(sent, { channels: [] }).deliver(id)
    expect(await statuses()).toEqual(['queued'])
    clock.advance(30_000)
    await outboxWith(sent).deliverDue()
    expect(await statuses()).toEqual(['sent'])
  })

  it('sends once with two outboxes on two stores of one database', async () => {
    const other = await database.openAnother()
    const chats = await Promise.all(Array.from({ length: 6 }, () => chat()))
    for (const { queue } of chats) {
      await queue('uno')
      await queue('dos')
    }
    const both = [outboxWith(sent), outboxWith(sent, { store: other })]
    await Promise.all(both.flatMap((one) => chats.map(({ id }) => one.deliver(id))))
    await Promise.all(both.map((one) => one.deliverDue()))
    expect(wire).toHaveLength(12)
    expect(new Set(wire.map(({ id }) => id)).size).toBe(12)
    for (const { statuses } of chats) expect(await statuses()).toEqual(['sent', 'sent'])
  })

  it('takes over from a sender that died, when its lease is over', async () => {
    const { id, queue } = await chat()
    await queue('uno')
    await database.store.messages.leaseNextUnsent(
      id,
      clock.now(),
      new Date(clock.now().getTime() + minutes(1)),
    )
    const outbox = outboxWith(sent)
    await outbox.deliverDue()
    expect(wire).toEqual([])
    clock.advance(minutes(1))
    await outbox.deliverDue()
    expect(texts()).toEqual(['uno'])
  })
})

describe('a bot reply on its way when a human takes over', () => {
  const claim = (id: string) =>
    database.store.transaction(async (collections) => {
      await collections.conversations.update(id, { mode: { kind: 'human', ticketId: 't' } })
      await collections.messages.expireQueuedOfBot(id, 'an agent took the conversation')
    })

  it('expires what is queued', async () => {
    const { id, queue, statuses } = await chat()
    await queue('uno')
    const outbox = outboxWith(() => later)
    await outbox.deliver(id)
    await claim(id)
    clock.advance(minutes(1))
    await outbox.deliverDue()
    expect(await statuses()).toEqual(['expired'])
    expect(texts()).toEqual(['uno'])
  })

  it('is not sent when the claim lands during the typing pause', async () => {
    const { id, queue, deliveries } = await chat()
    await queue('uno')
    await queue('dos')
    const outbox = outboxWith(sent, {
      pacing: { chatGapMs: [1000, 1000], perMinute: 60 },
      wait: () => claim(id),
    })
    await outbox.deliver(id)
    expect(wire).toEqual([])
    expect(await deliveries()).toMatchObject([
      { status: 'expired', failure: 'an agent took the conversation' },
      { status: 'expired' },
    ])
  })

  it('lets the words of the agent through', async () => {
    const { id, queue } = await chat()
    await claim(id)
    await queue('le habla Rosa', { author: 'agent' })
    await outboxWith(sent).deliver(id)
    expect(texts()).toEqual(['le habla Rosa'])
  })
})

describe('outbox.stop', () => {
  it('takes no further message and waits for the one on its way', async () => {
    const { id, queue, statuses } = await chat()
    await queue('uno')
    await queue('dos')
    let release: () => void = () => undefined
    let started: () => void = () => undefined
    const onItsWay = new Promise<void>((resolve) => (started = resolve))
    const outbox = outboxWith(async () => {
      started()
      await new Promise<void>((resolve) => (release = resolve))
      return sent()
    })
    const delivering = outbox.deliver(id)
    await onItsWay
    const stopped = outbox.stop()
    release()
    await Promise.all([stopped, delivering])
    expect(await statuses()).toEqual(['sent', 'queued'])
    await outbox.deliverDue()
    expect(texts()).toEqual(['uno'])
  })
})
