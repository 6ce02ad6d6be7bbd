import { describe, expect, it } from '@jest/globals'
import { chat, outboxWith, sent, texts, useOutboxes } from './use-outboxes.js'

useOutboxes()

const pacing = { chatGapMs: [1000, 1000] as [number, number], perMinute: 60 }

/** A number that carries a campaign; its messages wait before they go until `release`. */
const busyNumber = async (recipients: number) => {
  const invited = await Promise.all(Array.from({ length: recipients }, () => chat()))
  for (const { queue } of invited) await queue('invitación', { author: 'campaign' })
  const phones = new Set(invited.map(({ phone }) => phone))
  let release = (): void => undefined
  const released = new Promise<void>((resolve) => (release = resolve))
  let begin = (): void => undefined
  const begun = new Promise<void>((resolve) => (begin = resolve))
  const waits: number[] = []
  let held = 0
  let most = 0
  const outbox = outboxWith(sent, {
    pacing,
    setTyping: async ({ phone }) => {
      if (!phones.has(phone ?? '')) return
      held += 1
      most = Math.max(most, held)
      if (held === 2) begin()
      await released
      held -= 1
    },
    wait: (ms) => Promise.resolve(void waits.push(ms)),
  })
  return { outbox, begun, release, waits, most: () => most }
}

describe('a reply while a campaign goes out', () => {
  it('waits its own moment and not for the recipients in the queue', async () => {
    const { outbox, begun, release, waits, most } = await busyNumber(20)
    const answered = await chat()
    await answered.queue('su respuesta')
    const campaign = outbox.deliverDue('campaigns')
    await begun
    await outbox.deliver(answered.id)
    expect(texts()).toEqual(['su respuesta'])
    expect(waits).toEqual([1000])
    expect(most()).toBe(2)
    release()
    await campaign
    expect(texts()).toHaveLength(21)
  })

  it('is found by itself when it has to be sent again', async () => {
    const { outbox, begun, release } = await busyNumber(3)
    const answered = await chat()
    await answered.queue('su respuesta')
    const campaign = outbox.deliverDue('campaigns')
    await begun
    await outbox.deliverDue('replies')
    expect(texts()).toEqual(['su respuesta'])
    release()
    await campaign
    expect(texts()).toHaveLength(4)
  })

  it('goes out after the invitation where both are for the same customer', async () => {
    const { outbox, begun, release } = await busyNumber(2)
    const one = await chat()
    await one.queue('primero', { author: 'campaign' })
    await one.queue('segundo')
    const campaign = outbox.deliverDue('campaigns')
    await begun
    release()
    await Promise.all([campaign, outbox.deliver(one.id)])
    await outbox.deliverDue()
    expect(texts().filter((text) => text !== 'invitación')).toEqual(['primero', 'segundo'])
    expect(await one.statuses()).toEqual(['sent', 'sent'])
  })
})
