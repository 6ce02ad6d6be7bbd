import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createPace } from '../src/query/pace.js'
import { createSorter } from '../src/query/sorter.js'
import { startServer, type TestServer } from './support/start-server.js'

type Item = { id: number; key: string }

const sorterOf = (wanted: number): ReturnType<typeof createSorter<Item>> =>
  createSorter<Item>({
    pace: createPace(),
    wanted,
    allowDiskUse: true,
    weigh: () => 8,
    pack: (item) => Buffer.from(JSON.stringify(item)),
    unpack: (bytes) => JSON.parse(bytes.toString()) as Item,
  })

/** Keys of which some thirty are alike, long enough to fill what may be held in memory. */
const items = Array.from({ length: 30_000 }, (_, id): Item => {
  const number = (id * 7919) % 1000
  return { id, key: String.fromCharCode(number % 256) + String(number).padEnd(600, 'x') }
})

const temporaryFiles = (): string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith('embedded-mongodb-sort-'))

describe('createSorter', () => {
  it.each([Infinity, 1, 700, 20_000])('gives the first %d as a stable sort does', (wanted) => {
    const sorter = sorterOf(wanted)
    for (const item of items) {
      const adding = sorter.add(item.key, item)
      while (!adding.next().done);
    }
    const found = [...sorter.sorted()].filter((item) => item !== undefined)
    expect(temporaryFiles()).toEqual([])
    sorter.close()
    const expected = items.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    expect(found.map(({ id }) => id)).toEqual(expected.slice(0, wanted).map(({ id }) => id))
  })

  it('gives nothing when nothing was added', () => {
    expect([...sorterOf(Infinity).sorted()]).toEqual([])
  })
})

describe('sorting without an index (manual: reference/limits#sort-operations)', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(() => server.stop())

  it('refuses more than 100 MB when the disk may not be used, and sorts it otherwise', async () => {
    const big = server.database().collection<{ _id: number; text: string }>('big')
    const text = 'x'.repeat(1024 * 1024)
    for (let from = 0; from < 105; from += 15)
      await big.insertMany(Array.from({ length: 15 }, (_, i) => ({ _id: from + i, text })))
    const refused = { code: 292, codeName: 'QueryExceededMemoryLimitNoDiskUseAllowed' }
    const byText = big.find().sort({ text: 1, x: 1 }).project({ _id: 1 })
    await expect(byText.allowDiskUse(false).toArray()).rejects.toMatchObject(refused)
    const stages = [{ $addFields: { y: 1 } }, { $sort: { y: 1 } }, { $project: { _id: 1 } }]
    await expect(big.aggregate(stages, { allowDiskUse: false }).toArray()).rejects.toMatchObject(
      refused,
    )
    const limited = await big.find().sort({ x: 1 }).limit(3).allowDiskUse(false).toArray()
    expect(limited).toHaveLength(3)
    const sorted = await big.find().sort({ x: 1, _id: -1 }).project({ _id: 1 }).toArray()
    expect(sorted.map(({ _id }) => _id as number)).toEqual(
      Array.from({ length: 105 }, (_, i) => 104 - i),
    )
  })
})
