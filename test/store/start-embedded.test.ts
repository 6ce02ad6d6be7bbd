import { EventEmitter, once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { systemClock } from '../../src/lib/clock.js'
import { ownEmbedded, startEmbedded } from '../../src/store/embedded/start-embedded.js'
import type { EmbeddedDatabase } from '../../src/store/embedded/start-embedded.js'
import { openStore } from '../../src/store/open-store.js'
import type { Store } from '../../src/store/store.js'
import { newId } from '../support/records.js'

let dataDirectory: string
const running: { stop: () => Promise<void> }[] = []
const log = { info: () => undefined, error: () => undefined }

beforeEach(() => {
  dataDirectory = join(mkdtempSync(join(tmpdir(), 'fideliza-embedded-')), 'data')
})

afterEach(async () => {
  for (const one of running.splice(0).reverse()) await one.stop()
  rmSync(dataDirectory, { recursive: true, force: true })
})

const start = async (): Promise<EmbeddedDatabase> => {
  const database = await startEmbedded(dataDirectory, log)
  running.push(database)
  return database
}

const open = async (database: EmbeddedDatabase): Promise<Store> => {
  const store = await openStore({
    uri: database.uri,
    database: 'fideliza',
    description: 'embedded',
    soleProcess: database.soleProcess,
    newId,
    clock: systemClock,
  })
  running.push({ stop: () => store.close() })
  return store
}

describe('startEmbedded', () => {
  it('starts a database that keeps what it acknowledged', async () => {
    const database = await start()
    expect(database.soleProcess).toBe(true)
    const store = await open(database)
    expect(store.soleProcess).toBe(true)
    await store.facts.set('kept', 'yes')
    await store.close()
    await database.stop()
    const again = await open(await start())
    expect(await again.facts.get('kept')).toBe('yes')
  })

  it('attaches to the one that runs already, and leaves it running', async () => {
    const server = await start()
    await (await open(server)).facts.set('seen', 'yes')
    const beside = await startEmbedded(dataDirectory, log)
    expect(beside).toMatchObject({ uri: server.uri, soleProcess: false })
    await beside.stop()
    expect(await (await open(server)).facts.get('seen')).toBe('yes')
  })

  it('gives both of two who start at the same time the same database', async () => {
    const both = await Promise.all([start(), start()])
    expect(new Set(both.map(({ uri }) => uri)).size).toBe(1)
    expect(both.filter(({ soleProcess }) => soleProcess)).toHaveLength(1)
  })

  it('starts the database again when it is killed, with all it had acknowledged', async () => {
    const started = new EventEmitter()
    let pid = 0
    const database = await startEmbedded(dataDirectory, {
      info: (details) => {
        pid = (details as { pid: number }).pid
        started.emit('started')
      },
      error: () => undefined,
    })
    running.push(database)
    const store = await open(database)
    await store.facts.set('kept', 'yes')
    const again = once(started, 'started')
    process.kill(pid, 'SIGKILL')
    await again
    expect(await store.facts.get('kept')).toBe('yes')
    await store.transaction(({ facts }) => facts.set('after', 'yes'))
    expect(await store.facts.get('after')).toBe('yes')
  })
})

/** A database that is starting or ending: it holds the directory and cannot be reached. */
const holdDirectory = async () => {
  await start()
  const connection = join(dataDirectory, 'connection.json')
  expect(existsSync(connection)).toBe(true)
  rmSync(connection)
  const waiting = new EventEmitter()
  const heard = {
    info: (_: object, message: string) => void waiting.emit(message),
    error: () => undefined,
  }
  return { waitedFor: once(waiting, 'waiting for the database of another process'), heard }
}

describe.each([
  ['startEmbedded', startEmbedded],
  ['ownEmbedded', ownEmbedded],
])('%s beside a database that is ending', (_, begin) => {
  it('waits until the directory is free', async () => {
    const { waitedFor, heard } = await holdDirectory()
    const begun = begin(dataDirectory, heard)
    await waitedFor
    for (const one of running.splice(0)) await one.stop()
    const database = await begun
    running.push(database)
    expect(database.soleProcess).toBe(true)
  })
})

describe('ownEmbedded', () => {
  it('waits for a command that is about to end instead of attaching to its database', async () => {
    const command = await start()
    const server = ownEmbedded(dataDirectory, log)
    await (await open(command)).facts.set('kept', 'yes')
    for (const one of running.splice(0).reverse()) await one.stop()
    const owned = await server
    running.push(owned)
    expect(owned.soleProcess).toBe(true)
    expect(await (await open(owned)).facts.get('kept')).toBe('yes')
  })

  it('names who holds the directory when they stay', async () => {
    await start()
    await expect(ownEmbedded(dataDirectory, log, 500)).rejects.toThrow(/Process \d+ is using/)
  })
})
