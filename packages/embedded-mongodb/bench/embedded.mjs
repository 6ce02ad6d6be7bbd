/**
 * Throughput of the embedded server over the real driver, beside raw LMDB in the same run:
 * `node packages/embedded-mongodb/bench/embedded.mjs [operations]`. The server is a process of its own and waits for the disk.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as lmdb from 'lmdb'
import { MongoClient } from 'mongodb'
import { buildMissing } from '../../../scripts/build.mjs'

await buildMissing(['database'], (line) => console.error(line))
const { spawnEmbeddedMongodb } = await import('../dist/index.js')

const operations = Number(process.argv[2] ?? 9600)
const directory = mkdtempSync(join(tmpdir(), 'embedded-bench-'))
const results = {}

const measure = async (name, parallel, count, act) => {
  const startedAt = performance.now()
  const share = Math.floor(count / parallel)
  await Promise.all(
    Array.from({ length: parallel }, async (_, writer) => {
      for (let i = 0; i < share; i++) await act(writer * share + i)
    }),
  )
  results[`${name}, ${parallel} in parallel`] = Math.round(
    (share * parallel * 1000) / (performance.now() - startedAt),
  )
}

const memory = (pid) =>
  Math.round(Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)])) / 1024)

const raw = lmdb.open({
  path: join(directory, 'raw.mdb'),
  keyEncoding: 'binary',
  encoding: 'binary',
  overlappingSync: false,
})
const value = Buffer.alloc(300)
await measure('raw lmdb put', 32, operations, (i) =>
  raw.put(Buffer.from(String(i).padStart(12, '0')), value),
)
await raw.close()

const startedAt = performance.now()
const server = await spawnEmbeddedMongodb({ dataDirectory: join(directory, 'data') })
results['ready in ms'] = Math.round(performance.now() - startedAt)
const client = await new MongoClient(server.uri, { maxPoolSize: 32 }).connect()
const collection = client.db('bench').collection('tickets')
await collection.createIndex({ email: 1 }, { unique: true })
const ticket = (i) => ({
  email: `customer${i}@example.com`,
  number: i,
  status: 'open',
  text: 'x'.repeat(200),
})

await measure('insertOne', 1, operations / 16, (i) => collection.insertOne(ticket(-1 - i)))
await measure('insertOne', 32, operations, (i) => collection.insertOne(ticket(i)))
await measure('findOne by index', 1, operations / 4, (i) =>
  collection.findOne({ email: ticket(i).email }),
)
await measure('findOne by index', 32, operations, (i) =>
  collection.findOne({ email: ticket(i).email }),
)
await measure('findOneAndUpdate', 32, operations, (i) =>
  collection.findOneAndUpdate({ email: ticket(i).email }, { $inc: { number: 1 } }),
)
await measure('transaction of 5 operations', 200, 1000, (i) =>
  client.withSession((session) =>
    session.withTransaction(async () => {
      await collection.findOne({ email: ticket(i).email }, { session })
      await collection.updateOne({ email: ticket(i).email }, { $inc: { number: 1 } }, { session })
      await client.db('bench').collection('messages').insertOne({ ticket: i, n: 1 }, { session })
      await client.db('bench').collection('messages').find({ ticket: i }, { session }).toArray()
      await client.db('bench').collection('events').insertOne({ ticket: i }, { session })
    }),
  ),
)
for (let i = operations; i < 100_000; i += 1000) {
  await collection.insertMany(Array.from({ length: 1000 }, (_, k) => ticket(i + k)))
}
results['memory in MB with 100,000 tickets'] = memory(server.pid)
console.table(results)
await client.close()
await server.stop()
rmSync(directory, { recursive: true, force: true })
