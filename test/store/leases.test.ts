import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Leases } from '../../src/lib/lease.js'
import { testDatabase } from '../support/database.js'
import type { TestDatabase } from '../support/database.js'
import { at } from '../support/records.js'

let database: TestDatabase
let leases: Leases
let now = at('12:00:00')

const later = (ms: number): void => {
  now = new Date(now.getTime() + ms)
}

beforeAll(async () => {
  database = await testDatabase({ clock: { now: () => now } })
  leases = database.store.leases
})

afterAll(() => database.dropAndClose())

describe('leases.acquire', () => {
  it('is won by one of twenty', async () => {
    const epochs = await Promise.all(
      Array.from({ length: 20 }, (_, index) => leases.acquire('race', `holder-${index}`, 1000)),
    )
    expect(epochs.filter((epoch) => epoch !== null)).toEqual([1])
  })

  it('renews for its holder and keeps the epoch', async () => {
    expect(await leases.acquire('renewed', 'a', 1000)).toBe(1)
    later(900)
    expect(await leases.acquire('renewed', 'a', 1000)).toBe(1)
    later(900)
    expect(await leases.acquire('renewed', 'b', 1000)).toBeNull()
  })

  it('goes to one of those who wait when it has run out, with a higher epoch', async () => {
    await leases.acquire('expired', 'a', 1000)
    later(1000)
    const epochs = await Promise.all(
      ['b', 'c', 'd'].map((name) => leases.acquire('expired', name, 1000)),
    )
    expect(epochs.filter((epoch) => epoch !== null)).toEqual([2])
    expect(await leases.acquire('expired', 'a', 1000)).toBeNull()
  })
})

describe('leases.release', () => {
  it('lets the next one in at once; the epoch still grows', async () => {
    await leases.acquire('released', 'a', 60_000)
    await leases.release('released', 'a')
    expect(await leases.acquire('released', 'b', 1000)).toBe(2)
  })

  it('does nothing for who does not hold it', async () => {
    await leases.acquire('kept', 'a', 60_000)
    await leases.release('kept', 'b')
    expect(await leases.acquire('kept', 'b', 1000)).toBeNull()
  })
})

describe('openStore', () => {
  it('frees what a dead process held when the database began with this one', async () => {
    await leases.acquire('of the dead', 'killed', 60_000)
    const beside = await database.openAnother()
    expect(await beside.leases.acquire('of the dead', 'next', 1000)).toBeNull()
    const sole = await database.openAnother({ soleProcess: true })
    expect(await sole.leases.acquire('of the dead', 'next', 1000)).toBe(2)
  })
})
