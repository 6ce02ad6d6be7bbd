import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Long, MongoClient, UUID, type Document } from 'mongodb'
import { checkDirectory } from '../src/server/maintenance.js'
import { serve } from './support/command.js'
import { crashRound, verify, type Ledger } from './support/crash-round.js'
import { bodySection, exchangeWith, message } from './support/raw-client.js'

const rounds = Number(process.env['CRASH_ROUNDS'] ?? 20)

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'embedded-crash-'))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

const args = (): string[] => ['--data', directory, '--port', '0', '--no-auth']

/** By turns an update, a findAndModify and an insert, each in the same session under its own number. */
const sendNumbered = (uri: string, number: number): Promise<Document | undefined> => {
  const increment = { q: { _id: 0 }, u: { $inc: { n: 1 } }, upsert: true }
  const commands = [
    { insert: 'retried', documents: [{ _id: number }] },
    { update: 'retried', updates: [increment] },
    { findAndModify: 'retried', query: { _id: 0 }, update: { $inc: { n: 1 } }, upsert: true },
  ]
  const lsid = { id: new UUID('00000000-0000-4000-8000-000000000002') }
  const numbered = {
    ...commands[number % 3],
    lsid,
    txnNumber: Long.fromNumber(number),
    $db: 'crash',
  }
  return exchangeWith(uri, message({ sections: [bodySection(numbered)] }))
}

describe('kill -9 at random moments', () => {
  it(
    'loses no acknowledged write, tears no transaction and keeps every index right',
    async () => {
      const ledger: Ledger = { inserted: new Set(), counted: new Map(), transfers: 0 }
      for (let round = 0; round < rounds; round++) {
        const { child, uri } = await serve(args())
        const client = new MongoClient(uri, { retryWrites: false, serverSelectionTimeoutMS: 2000 })
        await client.connect()
        await verify(client.db('crash'), ledger)
        const ended = once(child, 'exit')
        let closed: Promise<void> | undefined
        const kill = (): void => {
          child.kill('SIGKILL')
          // else what is under way waits its two seconds for the dead server
          closed = client.close(true)
        }
        await crashRound(client.db('crash'), ledger, { round, kill })
        await Promise.all([ended, closed])
        expect((await checkDirectory(directory)).problems).toEqual([])
      }
      const { child, uri } = await serve(args())
      const client = await new MongoClient(uri).connect()
      await verify(client.db('crash'), ledger)
      expect(ledger.inserted.size).toBeGreaterThan(rounds)
      await client.close()
      child.kill('SIGTERM')
      expect(await once(child, 'exit')).toEqual([0, null])
    },
    rounds * 20_000,
  )

  it(
    'lets a retryable write take effect once, when it is sent again after the kill',
    async () => {
      const turns = (count: number): Promise<void> =>
        new Promise((resolve) =>
          setImmediate(() => resolve(count > 0 ? turns(count - 1) : undefined)),
        )
      let sent = 0
      for (let round = 0; round < Math.ceil(rounds / 4); round++) {
        const { child, uri } = await serve(args())
        if (sent > 0) expect(await sendNumbered(uri, sent)).toMatchObject({ ok: 1 })
        for (let i = 0; i < 4; i++) {
          const number = ++sent
          expect(await sendNumbered(uri, number)).toMatchObject({ ok: 1 })
        }
        const ended = once(child, 'exit')
        const unanswered = sendNumbered(uri, ++sent).catch(() => undefined)
        await turns((round * 7) % 12)
        child.kill('SIGKILL')
        await Promise.all([ended, unanswered])
      }
      const { uri, stop } = await serve(args())
      expect(await sendNumbered(uri, sent)).toMatchObject({ ok: 1 })
      const client = await new MongoClient(uri).connect()
      const numbers = Array.from({ length: sent }, (_, i) => i + 1)
      const counts = client.db('crash').collection<{ _id: number; n: number }>('retried')
      expect(await counts.find().sort({ _id: 1 }).toArray()).toEqual([
        { _id: 0, n: numbers.filter((number) => number % 3 !== 0).length },
        ...numbers.filter((number) => number % 3 === 0).map((_id) => ({ _id })),
      ])
      await client.close()
      await stop()
    },
    rounds * 5_000,
  )
})
