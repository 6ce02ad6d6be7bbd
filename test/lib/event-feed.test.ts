import { describe, expect, it } from '@jest/globals'
import { createEventBus } from '../../src/lib/event-bus.js'
import { createEventFeed } from '../../src/lib/event-feed.js'

type Event = { id: string }

const at = new Date('2026-11-22T14:00:00.000Z')
const idAt = (secondsAgo: number, tail: number) =>
  (Math.floor(at.getTime() / 1000) - secondsAgo).toString(16).padStart(8, '0') +
  tail.toString(16).padStart(16, '0')

const start = () => {
  const stored: Event[] = []
  const heard: string[] = []
  const feed = createEventFeed<Event>({
    clock: { now: () => at },
    since: (after, limit) =>
      Promise.resolve(
        stored
          .filter(({ id }) => id > after)
          .sort((a, b) => (a.id < b.id ? -1 : 1))
          .slice(0, limit),
      ),
  })
  feed.subscribe(({ id }) => heard.push(id))
  return { stored, heard, feed }
}

describe('createEventFeed', () => {
  it('tells what this process publishes at once, and once', async () => {
    const { stored, heard, feed } = start()
    const event = { id: idAt(0, 1) }
    stored.push(event)
    feed.publish([event])
    await feed.poll()
    expect(heard).toEqual([event.id])
  })

  it('finds what other processes wrote, also behind what was heard already', async () => {
    const { stored, heard, feed } = start()
    stored.push({ id: idAt(0, 5) })
    await feed.poll()
    stored.push({ id: idAt(1, 1) }, { id: idAt(0, 2) })
    await feed.poll()
    await feed.poll()
    expect(heard).toEqual([idAt(0, 5), idAt(1, 1), idAt(0, 2)])
  })

  it('reads more than a page', async () => {
    const { stored, heard, feed } = start()
    for (let tail = 1; tail <= 1_234; tail += 1) stored.push({ id: idAt(1, tail) })
    await feed.poll()
    expect(heard).toHaveLength(1_234)
  })

  it('resumes a little before the last event heard', async () => {
    const { stored, feed } = start()
    stored.push(
      { id: idAt(500, 1) },
      { id: idAt(105, 1) },
      { id: idAt(100, 1) },
      { id: idAt(1, 1) },
    )
    const missed: string[] = []
    for await (const { id } of feed.resume(idAt(100, 1))) missed.push(id)
    expect(missed).toEqual([idAt(105, 1), idAt(100, 1), idAt(1, 1)])
  })
})

describe('createEventBus', () => {
  it('reaches the others when one listener throws, and no one who left', () => {
    const heard: string[] = []
    const errors: unknown[] = []
    const bus = createEventBus<string>((error) => errors.push(error))
    bus.subscribe(() => {
      throw new Error('broken')
    })
    const leave = bus.subscribe((event) => heard.push(`gone ${event}`))
    bus.subscribe((event) => heard.push(event))
    leave()
    bus.publish(['a', 'b'])
    expect(heard).toEqual(['a', 'b'])
    expect(errors).toHaveLength(2)
  })
})
