import { describe, expect, it } from '@jest/globals'
import { createIds } from '../../src/lib/ids.js'
import { createFakeClock } from '../support/fake-clock.js'

describe('createIds', () => {
  it('gives ids that sort by time, also within a second', () => {
    const clock = createFakeClock()
    const newId = createIds(clock)
    const ids = Array.from({ length: 300 }, (_, index) => {
      if (index % 100 === 99) clock.advance(1000)
      return newId()
    })
    expect([...ids].sort()).toEqual(ids)
    expect(new Set(ids).size).toBe(300)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{24}$/)
  })

  it('gives different ids to two processes in the same second', () => {
    const clock = createFakeClock()
    const [one, other] = [createIds(clock), createIds(clock)]
    const ids = Array.from({ length: 200 }, () => [one(), other()]).flat()
    expect(new Set(ids).size).toBe(400)
  })
})
