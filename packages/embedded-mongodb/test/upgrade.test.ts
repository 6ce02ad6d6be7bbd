import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { open } from 'lmdb'
import { MongoClient } from 'mongodb'
import { createCollections } from '../src/engine/collections.js'
import { copyStore } from '../src/engine/copy-store.js'
import { startEmbeddedMongodb } from '../src/index.js'
import { checkDirectory } from '../src/server/maintenance.js'
import { loadCatalog, saveCount, type Collection } from '../src/storage/catalog.js'
import {
  countKey,
  entriesOf,
  kinds,
  multikeyKey,
  prefixRange,
  recordKey,
  recordsOf,
  type Range,
} from '../src/storage/keys.js'
import { openStore, type Store } from '../src/storage/store.js'
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

it('a data file of an earlier format under the mark of this one is refused and stays as it is', async () => {
  const before = server.database().collection<{ _id: number }>('t')
  await before.insertOne({ _id: 1 })
  await server.client.close()
  await server.pause()
  await makeFormat(2, server.dataDirectory)
  await mark(server.dataDirectory, 3)
  const options = { dataDirectory: server.dataDirectory, auth: false }
  await expect(startEmbeddedMongodb(options)).rejects.toThrow('has an earlier format')
  await mark(server.dataDirectory, 2)
  const again = await startEmbeddedMongodb(options)
  const client = await new MongoClient(again.uri).connect()
  expect(await client.db(before.dbName).collection('t').countDocuments()).toBe(1)
  await client.close()
  await again.stop()
})

it('a copy that was not finished is removed at the start', async () => {
  await server.client.close()
  await server.pause()
  const draft = join(server.dataDirectory, 'data.mdb.compact.mdb')
  await writeFile(draft, 'half')
  await writeFile(`${draft}-lock`, '')
  const again = await startEmbeddedMongodb({ dataDirectory: server.dataDirectory, auth: false })
  await again.stop()
  const names = await readdir(server.dataDirectory)
  expect(names.filter((name) => name.includes('compact'))).toEqual([])
})

describe('copyStore', () => {
  const stores = (): Store[] =>
    ['from', 'to'].map((name) => openStore(join(server.dataDirectory, `${name}.mdb`), false))

  beforeEach(async () => {
    await server.client.close()
    await server.pause()
  })

  it('leaves out what is said of dropped collections and indexes, whose numbers are given again', async () => {
    const [from, to] = stores() as [Store, Store]
    const one = await createCollections(from, () => undefined).create('x', 't', {})
    const [index] = one.indexes
    const id = index?.id ?? 0
    await from.write((view) => {
      for (const number of [one.id, one.id + 10]) view.put(countKey(number), Buffer.alloc(8))
      for (const number of [id, id + 10]) view.put(multikeyKey(number), Buffer.alloc(0))
    })
    await copyStore(from, to, () => undefined)
    const left = [countKey, multikeyKey].map((key) =>
      [one.id, one.id + 10, id, id + 10].filter((number) => to.latest.get(key(number))),
    )
    expect(left).toEqual([[one.id], [id]])
    await Promise.all([from.close(), to.close()])
  })

  it('takes few large documents at a time', async () => {
    const [from, to] = stores() as [Store, Store]
    const one = await createCollections(from, () => undefined).create('x', 't', {})
    for (let number = 1; number <= 20; number++)
      await from.write((view) => {
        view.put(recordKey(one.id, number), Buffer.alloc(1024 * 1024, number))
      })
    let commits = 0
    to.beforeCommit(() => commits++)
    await copyStore(from, to, () => undefined)
    expect([...to.latest.keys(recordsOf(one.id))]).toHaveLength(20)
    expect(commits).toBeGreaterThan(4)
    await Promise.all([from.close(), to.close()])
  })
})

it('data that were not sound are brought up to date all the same, counted anew, and their faults told', async () => {
  const before = server.database().collection<{ _id: number }>('t')
  await before.insertMany(Array.from({ length: 5 }, (_, _id) => ({ _id })))
  await server.client.close()
  await server.pause()
  const store = openStore(join(server.dataDirectory, 'data.mdb'), true)
  const [collection] = loadCatalog(store.latest).collections
  const [index] = collection?.indexes ?? []
  await store.write((view) => {
    saveCount(view, { ...collection, count: 77 } as Collection)
    for (const key of [...view.keys(entriesOf(index?.id ?? 0))].slice(0, 1)) view.remove(key)
  })
  await store.close()
  await makeFormat(2, server.dataDirectory)
  const told: string[] = []
  const again = await startEmbeddedMongodb({
    dataDirectory: server.dataDirectory,
    auth: false,
    log: (line) => told.push(line),
  })
  const client = await new MongoClient(again.uri).connect()
  expect(await client.db(before.dbName).collection('t').estimatedDocumentCount()).toBe(5)
  await client.close()
  await again.stop()
  expect(told.filter((line) => line.startsWith('not sound'))).toEqual([
    expect.stringContaining('record 1 is missing in index _id_'),
    expect.stringContaining('index _id_ has 4 entries instead of 5'),
  ])
})
