/**
 * Throughput of the embedded server, durable, in a process of its own, beside raw LMDB in the same run:
 * `node packages/embedded-mongodb/bench/embedded.mjs [operations]`. Once with a client that costs little (wire-client.mjs), so
 * that the server is what one measures, and once with the driver, which on two cores is half of the work. A MongoDB without
 * authentication is measured beside it when BENCH_MONGODB_URI names one.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as lmdb from 'lmdb'
import { MongoClient } from 'mongodb'
import { buildMissing } from '../../../scripts/build.mjs'
import { measure, memory } from './measure.mjs'
import { openConnections } from './wire-client.mjs'

await buildMissing(['database'], (line) => console.error(line))
const { spawnEmbeddedMongodb } = await import('../dist/index.js')

const operations = Number(process.argv[2] ?? 9600)
const directory = mkdtempSync(join(tmpdir(), 'embedded-bench-'))
const results = {}
const lines = {}

const ticket = (i) => ({
  _id: i,
  email: `customer${i}@example.com`,
  number: i,
  status: 'open',
  text: 'x'.repeat(200),
})
const byEmail = (i) => ({ email: `customer${i}@example.com` })
const increment = { $inc: { number: 1 } }

const rawPut = 'raw lmdb put, 32 in parallel'
const rawGet = 'raw lmdb get'

const measureRaw = async () => {
  const raw = lmdb.open({
    path: join(directory, 'raw.mdb'),
    keyEncoding: 'binary',
    encoding: 'binary',
    overlappingSync: false,
  })
  const value = Buffer.alloc(300)
  const key = (i) => Buffer.from(String(i).padStart(12, '0'))
  results[rawPut] = await measure({ pid: process.pid, parallel: 32, count: operations }, (_, i) =>
    raw.put(key(i), value),
  )
  results[rawGet] = await measure({ pid: process.pid, parallel: 1, count: operations }, (_, i) =>
    raw.getBinary(key(i)),
  )
  await raw.close()
}

const transactionOf = (i) => [
  { find: 'tickets', filter: byEmail(i), limit: 1 },
  { update: 'tickets', updates: [{ q: byEmail(i), u: increment }] },
  { insert: 'messages', documents: [{ ticket: i, n: 1 }] },
  { find: 'tickets', filter: { _id: i } },
  { insert: 'events', documents: [{ ticket: i }] },
]

const measureWire = async (label, { port, pid }) => {
  const connections = await openConnections({ host: '127.0.0.1', port }, 200)
  const [first] = connections
  await first.read({ dropDatabase: 1 })
  const indexes = [{ key: { email: 1 }, name: 'email_1', unique: true }]
  await first.read({ createIndexes: 'tickets', indexes })
  for (const create of ['messages', 'events']) await first.read({ create })
  const run = async (name, parallel, count, act) => {
    results[`${label}: ${name}, ${parallel} in parallel`] = await measure(
      { pid, parallel, count },
      (worker, i) => act(connections[worker], i),
    )
  }
  const insert = (connection, i) =>
    connection.write({ insert: 'tickets', documents: [ticket(i)], ordered: true })
  const find = (connection, i) =>
    connection.read({ find: 'tickets', filter: byEmail(i % operations), limit: 1 })
  const change = (connection, i) =>
    connection.write({ findAndModify: 'tickets', query: byEmail(i), update: increment })
  const transact = (connection, i) => connection.transaction(transactionOf(i))
  await run('insert', 1, operations / 16, (connection, i) => insert(connection, -1 - i))
  await run('insert', 32, operations, insert)
  await run('find by index', 1, operations / 4, find)
  await run('find by index', 32, operations * 2, find)
  await run('findAndModify', 1, operations / 16, change)
  await run('findAndModify', 32, operations, change)
  await run('transaction of 5', 1, operations / 64, transact)
  await run('transaction of 5', 32, operations / 8, (c, i) => transact(c, i + operations / 64))
  await run('transaction of 5', 200, operations / 8, (c, i) => transact(c, i + operations / 4))
  for (const connection of connections) connection.close()
}

const measureDriver = async ({ uri, pid }) => {
  const client = await new MongoClient(uri, { maxPoolSize: 32 }).connect()
  const tickets = client.db('bench').collection('tickets')
  const run = async (name, act) => {
    results[`driver: ${name}, 32 in parallel`] = await measure(
      { pid, parallel: 32, count: operations },
      (_, i) => act(i),
    )
  }
  await run('insertOne', (i) => tickets.insertOne(ticket(operations + i)))
  await run('findOne by index', (i) => tickets.findOne(byEmail(i)))
  await run('findOneAndUpdate', (i) => tickets.findOneAndUpdate(byEmail(i), increment))
  await client.close()
}

const fill = async (uri, from, to) => {
  const client = await new MongoClient(uri).connect()
  for (let i = from; i < to; i += 1000) {
    await client
      .db('bench')
      .collection('tickets')
      .insertMany(Array.from({ length: Math.min(1000, to - i) }, (_, k) => ticket(i + k)))
  }
  await client.close()
}

const start = async (name = 'data') => {
  const startedAt = performance.now()
  const dataDirectory = join(directory, name)
  const server = await spawnEmbeddedMongodb({ dataDirectory, auth: false })
  const readyMs = Math.round(performance.now() - startedAt)
  return { ...server, port: Number(new URL(server.uri).port), readyMs }
}

const measureMemory = async (documents) => {
  const fresh = await start(`fresh-${documents}`)
  await fill(fresh.uri, 0, documents)
  lines[`after writing ${documents.toLocaleString('en')} documents, nothing else`] = memory(
    fresh.pid,
  )
  await fresh.stop()
}

/** How many of ours there are for one of raw LMDB's, which has no protocol, no indexes and no BSON, in the same run. */
const ratio = (ours, raw) =>
  Number((results[ours]['per second'] / results[raw]['per second']).toFixed(3))

await measureRaw()
const server = await start()
lines['ready, empty, ms'] = server.readyMs
await measureWire('wire', server)
await measureDriver(server)
await fill(server.uri, operations * 2, 100_000)
lines['after writing 100,000 tickets'] = memory(server.pid)
await server.stop()
const again = await start()
lines['ready, 100,000 tickets, ms'] = again.readyMs
const [reader] = await openConnections({ host: '127.0.0.1', port: again.port }, 1)
for (let i = 0; i < 5000; i++) {
  await reader.read({ find: 'tickets', filter: byEmail((i * 7919) % 100_000), limit: 1 })
}
lines['started on 100,000 tickets, 5,000 of them read'] = memory(again.pid)
reader.close()
await again.stop()
const other = process.env['BENCH_MONGODB_URI']
if (other) await measureWire('mongod', { port: Number(new URL(other).port), pid: 0 })
await measureMemory(10_000)
await measureMemory(100_000)
lines['insert, to raw lmdb put'] = ratio('wire: insert, 32 in parallel', rawPut)
lines['find by index, to raw lmdb get'] = ratio('wire: find by index, 32 in parallel', rawGet)
console.table(results)
console.log(lines)
rmSync(directory, { recursive: true, force: true })
