/**
 * How long others wait while a server works on many documents, and how much memory it takes:
 * `node packages/embedded-mongodb/bench/million.mjs [documents]` (1,000,000 when not given; some minutes). Other clients' waits
 * include what the machine does besides: run it on quiet cores.
 */
import { EventEmitter, once } from 'node:events'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import { buildMissing } from '../../../scripts/build.mjs'
import { longestWait, memory } from './measure.mjs'
import { openConnections } from './wire-client.mjs'

await buildMissing(['database'], (line) => console.error(line))
const { spawnEmbeddedMongodb } = await import('../dist/index.js')

const count = Number(process.argv[2] ?? 1_000_000)
process.env['NODE_OPTIONS'] = `--import ${new URL('./turn-monitor.mjs', import.meta.url).href}`
const turns = new EventEmitter()
const directory = mkdtempSync(join(tmpdir(), 'embedded-million-'))
const server = await spawnEmbeddedMongodb({
  dataDirectory: join(directory, 'data'),
  auth: false,
  log: (line) => turns.emit('line', line),
})
const longestTurn = async () => {
  const answer = once(turns, 'line')
  process.kill(server.pid, 'SIGUSR2')
  const [line] = await answer
  return { 'longest turn ms cpu': Number(line.split(' ').at(-1)) }
}
await longestTurn()
const client = await new MongoClient(server.uri).connect()
const items = client.db('bench').collection('items')
const [other] = await openConnections(
  { host: '127.0.0.1', port: Number(new URL(server.uri).port) },
  1,
)

const item = (i) => ({
  _id: i,
  number: (i * 7919) % count,
  email: `customer${i}@example.com`,
  at: new Date(i % 10 === 0 ? 0 : 4_000_000_000_000),
  text: 'x'.repeat(100),
})

const works = {
  'insert in batches of 1,000': async () => {
    for (let i = 0; i < count; i += 1000) {
      await items.insertMany(
        Array.from({ length: Math.min(1000, count - i) }, (_, k) => item(i + k)),
      )
    }
  },
  'index build': () => items.createIndex({ number: 1 }),
  'unique index build': () => items.createIndex({ email: 1 }, { unique: true }),
  'sort of everything without an index': async () => {
    const cursor = items.find({}, { projection: { _id: 1 } }).sort({ text: 1, number: -1 })
    for (let i = 0; i < 1000; i++) await cursor.next()
    await cursor.close()
  },
  'group and sort': () =>
    items
      .aggregate([
        { $group: { _id: { $mod: ['$number', 1000] }, n: { $sum: 1 } } },
        { $sort: { n: -1 } },
      ])
      .toArray(),
  'update of a tenth': () => items.updateMany({ at: new Date(0) }, { $set: { status: 'old' } }),
  'TTL sweep of a tenth': async () => {
    await items.createIndex({ at: 1 }, { expireAfterSeconds: 0 })
    while ((await items.estimatedDocumentCount()) > count - count / 10) {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  },
}

const results = {}
for (const [name, work] of Object.entries(works)) {
  const waits = await longestWait(() => other.read({ ping: 1 }), work)
  results[name] = { ...waits, ...(await longestTurn()), ...memory(server.pid) }
  console.error(name, results[name])
}
console.table(results)
console.log(
  `${count} documents, data file of ${Math.round(statSync(join(directory, 'data/data.mdb')).size / 1024 / 1024)} MB`,
)
other.close()
await client.close()
await server.stop()
rmSync(directory, { recursive: true, force: true })
