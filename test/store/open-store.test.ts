import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import mongoose from 'mongoose'
import type { Connection } from 'mongoose'
import { systemClock } from '../../src/lib/clock.js'
import { requireTransactions } from '../../src/store/mongo/connect.js'
import { ensureIndexes } from '../../src/store/mongo/ensure-indexes.js'
import { migrate } from '../../src/store/mongo/migrations.js'
import type { Migration } from '../../src/store/mongo/migrations.js'
import { openStore } from '../../src/store/open-store.js'
import { testDatabase } from '../support/database.js'
import type { TestDatabase } from '../support/database.js'
import { newId } from '../support/records.js'

let database: TestDatabase
let connection: Connection

beforeAll(async () => {
  database = await testDatabase()
  connection = await mongoose
    .createConnection(database.uri, { dbName: database.database })
    .asPromise()
})

afterAll(async () => {
  await connection.close()
  await database.dropAndClose()
})

const unreachable =
  'mongodb://eva:secret@127.0.0.1:1/?directConnection=true&serverSelectionTimeoutMS=50'

describe('openStore', () => {
  it('says which host does not answer and what to do, and never the password', async () => {
    const opening = openStore({
      uri: unreachable,
      database: 'x',
      description: 'x',
      newId,
      clock: systemClock,
    })
    const error = await opening.then(
      () => new Error('opened'),
      (reason: unknown) => reason as Error,
    )
    expect(error.message).toContain('No connection to the database at 127.0.0.1:1.')
    expect(error.message).toContain('MONGODB_URI')
    expect(error.message).not.toContain('secret')
  })

  it('finds everything as it was when opened again', async () => {
    await database.store.facts.set('kept', 'yes')
    const again = await database.openAnother()
    expect(await again.facts.get('kept')).toBe('yes')
    expect(await again.ping()).toBe(true)
  })

  it('does not answer a ping once it is closed', async () => {
    const another = await database.openAnother()
    await another.close()
    expect(await another.ping()).toBe(false)
  })

  it('refuses the database of a newer version', async () => {
    const newer = await testDatabase()
    const raw = connection.useDb(newer.database)
    await raw.collection<{ _id: number }>('migrations').insertOne({ _id: 99 })
    await expect(newer.openAnother()).rejects.toThrow('schema version 99')
    await newer.dropAndClose()
  })
})

describe('requireTransactions', () => {
  const answering = (hello: object) =>
    ({ db: { admin: () => ({ command: () => Promise.resolve(hello) }) } }) as unknown as Connection

  it('refuses a standalone server and says how to mend it', async () => {
    const check = requireTransactions(answering({ isWritablePrimary: true, ok: 1 }))
    await expect(check).rejects.toThrow(/--replSet rs0.*rs\.initiate\(\)/)
  })

  it.each([{ setName: 'rs0' }, { msg: 'isdbgrid' }])('takes %j', async (hello) => {
    await expect(requireTransactions(answering(hello))).resolves.toBeUndefined()
  })
})

describe('migrate', () => {
  const ran: string[] = []
  const step = (version: number, name: string): Migration => ({
    version,
    name,
    run: () => {
      ran.push(name)
      return Promise.resolve()
    },
  })
  const run = (migrations: readonly Migration[]) =>
    migrate(connection, {
      migrations,
      leases: database.store.leases,
      clock: systemClock,
      holder: newId(),
    })

  const afterTheFirst = async (): Promise<void> => {
    ran.length = 0
    await connection.collection<{ _id: number }>('migrations').deleteMany({ _id: { $gt: 1 } })
  }
  // The product's own later steps have run already.
  beforeEach(afterTheFirst)
  afterEach(afterTheFirst)

  it('runs what has not run, in order, and records it', async () => {
    expect(await run([step(1, 'first'), step(2, 'second')])).toEqual(['second'])
    expect(await run([step(1, 'first'), step(2, 'second'), step(3, 'third')])).toEqual(['third'])
    expect(ran).toEqual(['second', 'third'])
  })

  it('runs a step once when two processes start at the same time', async () => {
    const steps = [step(1, 'first'), step(2, 'second')]
    await Promise.all([run(steps), run(steps)])
    expect(ran).toEqual(['second'])
  })

  it('runs a step again that failed', async () => {
    const failing = { ...step(2, 'second'), run: () => Promise.reject(new Error('disk full')) }
    await expect(run([failing])).rejects.toThrow('disk full')
    expect(await run([step(2, 'second')])).toEqual(['second'])
  })
})

describe('ensureIndexes', () => {
  it('names the index that is not the one it should be', async () => {
    await connection.collection('odd').createIndex({ a: 1 }, { name: 'a' })
    const ensure = ensureIndexes(connection, { odd: [{ name: 'a', key: { a: 1 }, unique: true }] })
    await expect(ensure).rejects.toThrow("db.odd.dropIndex('a')")
  })

  it('creates what is missing and is content with what is there', async () => {
    const wanted = { fresh: [{ name: 'b', key: { b: -1, a: 1 }, unique: true }] } as const
    await ensureIndexes(connection, wanted)
    await ensureIndexes(connection, wanted)
    const names = (await connection.collection('fresh').listIndexes().toArray()).map(
      (index: { name: string }) => index.name,
    )
    expect(names).toContain('b')
  })
})
