import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { open } from 'lmdb'
import { MongoClient } from 'mongodb'
import { startEmbeddedMongodb } from '../src/index.js'
import { checkDirectory } from '../src/server/maintenance.js'
import { loadCatalog } from '../src/storage/catalog.js'
import { entriesOf, kinds, prefixRange, recordsOf, type Range } from '../src/storage/keys.js'
import { openStore } from '../src/storage/store.js'
import { startServer, type TestServer } from './support/start-server.js'

let server: TestServer
beforeEach(async () => {
  server = await startServer()
})
afterEach(() => rm(server.dataDirectory, { recursive: true, force: true }))

/**
 * Writes the data as an earlier format had it: everything in one tree, and in format 1 unique indexes had the record at the end of
 * the key, nothing in the value.
 */
const makeFormat = async (format: 1 | 2, directory: string): Promise<void> => {
  const file = join(directory, 'data.mdb')
  const old = join(directory, 'old.mdb')
  const options = { keyEncoding: 'binary', encoding: 'binary', overlappingSync: false } as const
  const tree = open<Buffer, Buffer>({ path: old, ...options })
  const store = openStore(file, true)
  const copy = (range: Range, recordInKey = false): void => {
    for (const { key, value } of store.latest.entries(range)) {
      if (recordInKey) tree.putSync(Buffer.concat([key, value]), Buffer.alloc(0))
      else tree.putSync(key, value)
    }
  }
  tree.transactionSync(() => {
    for (const kind of [kinds.catalog, kinds.multikey, kinds.count, kinds.retry])
      copy(prefixRange(Buffer.from([kind])))
    for (const { id, indexes } of loadCatalog(store.latest).collections) {
      copy(recordsOf(id))
      for (const index of indexes) copy(entriesOf(index.id), index.unique && format === 1)
    }
  })
  await tree.close()
  await store.close()
  await rename(old, file)
  await mark(directory, format)
}

const mark = (directory: string, format: number): Promise<void> =>
  writeFile(join(directory, 'FORMAT'), `embedded-mongodb ${format}\n`)

const upToDate = 'embedded-mongodb 3\n'

describe.each([1, 2] as const)('a data directory of format %d', (format) => {
  it('is brought up to date at the start and then finds, orders and refuses as before', async () => {
    const before = server.database().collection<{ _id: number; a: number; b: string }>('t')
    const { dbName } = before
    await before.createIndex({ a: 1, b: -1 }, { unique: true })
    await before.insertMany(
      Array.from({ length: 1200 }, (_, _id) => ({ _id, a: _id % 40, b: `b${_id}` })),
    )
    await server.client.close()
    await server.pause()
    await makeFormat(format, server.dataDirectory)
    await expect(checkDirectory(server.dataDirectory)).rejects.toThrow(`has format ${format}`)

    const told: string[] = []
    const again = await startEmbeddedMongodb({
      dataDirectory: server.dataDirectory,
      auth: false,
      log: (line) => told.push(line),
    })
    expect(told).toEqual([
      'bringing the data up to format 3; this happens once',
      'the data has format 3 now',
    ])
    const client = await new MongoClient(again.uri).connect()
    const items = client.db(dbName).collection<{ _id: number; a: number; b: string }>('t')
    expect(await items.findOne({ _id: 777 })).toMatchObject({ _id: 777, a: 17 })
    expect(await items.findOne({ a: 17, b: 'b777' })).toMatchObject({ _id: 777 })
    const few = await items
      .find({ a: { $gte: 39 } })
      .sort({ a: 1, b: -1 })
      .limit(2)
      .toArray()
    expect(few.map(({ b }) => b)).toEqual(['b999', 'b959'])
    await expect(items.insertOne({ _id: 5000, a: 17, b: 'b777' })).rejects.toThrow('E11000')
    await client.close()
    await again.stop()
    expect(await checkDirectory(server.dataDirectory)).toEqual({ collections: 1, problems: [] })
    expect(await readFile(join(server.dataDirectory, 'FORMAT'), 'utf8')).toBe(upToDate)
  })
})

it('a data file of this format under the mark of an earlier one, as a crash may leave it, keeps its documents', async () => {
  const before = server.database().collection<{ _id: number }>('t')
  await before.insertMany(Array.from({ length: 50 }, (_, _id) => ({ _id })))
  await server.client.close()
  await server.pause()
  await mark(server.dataDirectory, 2)
  const again = await startEmbeddedMongodb({ dataDirectory: server.dataDirectory, auth: false })
  const client = await new MongoClient(again.uri).connect()
  expect(await client.db(before.dbName).collection('t').find().toArray()).toHaveLength(50)
  await client.close()
  await again.stop()
  expect(await checkDirectory(server.dataDirectory)).toEqual({ collections: 1, problems: [] })
  expect(await readFile(join(server.dataDirectory, 'FORMAT'), 'utf8')).toBe(upToDate)
})
