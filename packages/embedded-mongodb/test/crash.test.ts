import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { MongoClient } from 'mongodb'
import { crashRound, verify, type Ledger } from './support/crash-round.js'

const program = fileURLToPath(new URL('../bin/embedded-mongodb.js', import.meta.url))
const rounds = Number(process.env['CRASH_ROUNDS'] ?? 20)

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'embedded-crash-'))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

const start = async (): Promise<{ child: ChildProcess; uri: string }> => {
  const child = spawn(
    process.execPath,
    [program, '--data', directory, '--port', '0', '--no-auth'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  for await (const line of createInterface(child.stdout)) {
    if (line.startsWith('ready ')) return { child, uri: line.slice('ready '.length) }
  }
  throw new Error('the server did not start')
}

const runCommand = async (...args: string[]): Promise<number> => {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code] = (await once(child, 'exit')) as [number]
  return code
}

describe('kill -9 at random moments', () => {
  it(
    'loses no acknowledged write, tears no transaction and keeps every index right',
    async () => {
      const ledger: Ledger = { inserted: new Set(), counted: new Map(), transfers: 0 }
      for (let round = 0; round < rounds; round++) {
        const { child, uri } = await start()
        const client = new MongoClient(uri, { retryWrites: false, serverSelectionTimeoutMS: 2000 })
        await client.connect()
        await verify(client.db('crash'), ledger)
        const ended = once(child, 'exit')
        await crashRound(client.db('crash'), ledger, { round, kill: () => child.kill('SIGKILL') })
        await ended
        await client.close(true)
        expect(await runCommand('check', '--data', directory)).toBe(0)
      }
      const { child, uri } = await start()
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
