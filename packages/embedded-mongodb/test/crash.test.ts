import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { MongoClient } from 'mongodb'
import { run, serve } from './support/command.js'
import { crashRound, verify, type Ledger } from './support/crash-round.js'

const rounds = Number(process.env['CRASH_ROUNDS'] ?? 20)

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'embedded-crash-'))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

const args = (): string[] => ['--data', directory, '--port', '0', '--no-auth']

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
        await crashRound(client.db('crash'), ledger, { round, kill: () => child.kill('SIGKILL') })
        await ended
        await client.close(true)
        expect(await run('check', '--data', directory)).toMatchObject({ code: 0 })
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
})
