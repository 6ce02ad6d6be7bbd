import { describe, expect, it } from '@jest/globals'
import { createPacer } from '../../src/outbox/pacer.js'
import { createFakeClock, minutes } from '../support/fake-clock.js'

const paced = (perMinute: number, chatGapMs: [number, number] = [1000, 3000]) => {
  const clock = createFakeClock()
  const nowMs = () => clock.now().getTime()
  return { clock, pacer: createPacer({ chatGapMs, perMinute }, { nowMs, random: () => 0.5 }) }
}

describe('createPacer', () => {
  it('never waits on a channel without pacing', () => {
    const pacer = createPacer(null, { nowMs: () => 0, random: () => 0.5 })
    expect([pacer.reserve('a'), pacer.reserve('a')]).toEqual([0, 0])
  })

  it('waits a moment before each message to a chat, drawn from the range', () => {
    const { clock, pacer } = paced(60)
    expect(pacer.reserve('a')).toBe(2000)
    clock.advance(2000)
    expect(pacer.reserve('a')).toBe(2000)
  })

  it('lets other chats go meanwhile', () => {
    const { pacer } = paced(60)
    expect([pacer.reserve('a'), pacer.reserve('b'), pacer.reserve('c')]).toEqual([2000, 2000, 2000])
  })

  it('keeps the gap between two messages reserved for one chat at once', () => {
    const { pacer } = paced(60)
    const [first, second] = [pacer.reserve('a'), pacer.reserve('a')]
    expect(second - first).toBeGreaterThanOrEqual(1000)
  })

  it('holds the whole account to its pace, after a burst', () => {
    const { pacer } = paced(6, [0, 0])
    const waits = Array.from({ length: 9 }, (_, index) => pacer.reserve(`chat-${index}`))
    expect(waits).toEqual([0, 0, 0, 0, 0, 0, 10_000, 20_000, 30_000])
  })

  it('never lets more go in any minute than the pace and one burst', () => {
    const { clock, pacer } = paced(6, [0, 0])
    const instants: number[] = []
    for (let index = 0; index < 40; index += 1) {
      instants.push(clock.now().getTime() + pacer.reserve(`chat-${index}`))
      clock.advance(3000)
    }
    for (const from of instants) {
      const within = instants.filter((instant) => instant >= from && instant < from + minutes(1))
      expect(within.length).toBeLessThanOrEqual(6 + 6)
    }
  })
})
