import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { MongoClient } from 'mongodb'
import { startEmbeddedMongodb } from '../src/index.js'
import { checkDirectory } from '../src/server/maintenance.js'
import { loadCatalog } from '../src/storage/catalog.js'
import { entriesOf } from '../src/storage/keys.js'
import { openStore } from '../src/storage/store.js'
import { startServer, type TestServer } from './support/start-server.js'

let server: TestServer
beforeEach(async () => {
  server = await startServer()
})
afterEach(() => rm(server.dataDirectory, { recursive: true, force: true }))

/** Writes unique indexes as format 1 had them: the record at the end of the key, nothing in the value. */
const makeFormat1 = async (directory: string): Promise<void> => {
  const store = openStore(join(directory, 'data.mdb'), true)
  await store.write((view) => {
    const indexes = loadCatalog(view).collections.flatMap((collection) => collection.indexes)
    for (const { id } of indexes.filter((index) => index.unique)) {
      for (const { key, value } of [...view.entries(entriesOf(id))]) {
        view.remove(key)
        view.put(Buffer.concat([key, value]), Buffer.alloc(0))
      }
    }
  })
  await store.close()
  await writeFile(join(directory, 'FORMAT'), 'embedded-mongodb 1\n')
}

describe('a data directory of format 1', () => {
  it('is brought up to date at the start and then finds, orders and refuses as before', async () => {
    const before = server.database().collection<{ _id: number; a: number; b: string }>('t')
    const { dbName } = before
    await before.createIndex({ a: 1, b: -1 }, { unique: true })
    await before.insertMany(
      Array.from({ length: 1200 }, (_, _id) => ({ _id, a: _id % 40, b: `b${_id}` })),
    )
    await server.client.close()
    await server.pause()
    await makeFormat1(server.dataDirectory)
    await expect(checkDirectory(server.dataDirectory)).rejects.toThrow('has format 1')

    const again = await startEmbeddedMongodb({ dataDirectory: server.dataDirectory, auth: false })
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
    expect(await readFile(join(server.dataDirectory, 'FORMAT'), 'utf8')).toBe(
      'embedded-mongodb 2\n',
    )
  })
})
