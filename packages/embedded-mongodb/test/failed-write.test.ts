import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { buildIndex } from '../src/engine/build-index.js'
import { createEngine, type Engine } from '../src/engine/engine.js'
import { checkStore } from '../src/server/check.js'
import type { Collection } from '../src/storage/catalog.js'
import { insertRecord } from '../src/storage/records.js'
import { openStore, type Store } from '../src/storage/store.js'
import type { WriteView } from '../src/storage/view.js'

let directory: string
let store: Store
let engine: Engine
let collection: Collection
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'embedded-mongodb-failed-'))
  store = openStore(join(directory, 'data.mdb'), false)
  engine = createEngine(store, { now: Date.now, lifetimeMs: 60_000 })
  collection = await engine.collections.create('x', 't', {})
})
afterEach(async () => {
  await store.close()
  await rm(directory, { recursive: true })
})

const insert = (target: Collection, _id: number): Promise<void> =>
  engine.write((write) => {
    insertRecord(write, target, { _id, a: _id })
  })

/** LMDB refuses it, as when the disk is full. */
const putTooLong = (view: WriteView): void => {
  view.put(Buffer.alloc(5000, 'r'), Buffer.alloc(1))
}

const fail = (): Promise<void> =>
  expect(store.write(putTooLong)).rejects.toMatchObject({ codeName: 'OutOfDiskSpace' })

const problems = (): string[] => {
  const snapshot = store.snapshot()
  try {
    return checkStore(snapshot).problems
  } finally {
    snapshot.release()
  }
}

const now = (): Collection | undefined => engine.collections.find('x', 't')

describe('after a write that LMDB refused', () => {
  it('a command that had its collection before does not share numbers of records with later ones', async () => {
    await insert(collection, 1)
    await Promise.all([fail(), insert(collection, 2)])
    await insert(collection, 3)
    for (const _id of [4, 5, 6]) await insert(now() ?? collection, _id)
    expect(problems()).toEqual([])
    expect(now()?.count).toBe(6)
  })

  it('a transaction that was open can commit, and all is counted', async () => {
    const { context } = engine.transactions.begin('session', 1n, {})
    insertRecord(context, collection, { _id: 1, a: 1 })
    await fail()
    await insert(now() ?? collection, 2)
    await engine.transactions.commit('session', 1n, () => undefined)
    await insert(now() ?? collection, 3)
    expect(problems()).toEqual([])
    expect(now()?.count).toBe(3)
  })

  it('an index that was being built gets all documents', async () => {
    await insert(collection, 1)
    // the building waits for it
    const { context } = engine.transactions.begin('session', 1n, {})
    insertRecord(context, collection, { _id: 2, a: 2 })
    const spec = { key: { a: 1 }, name: 'a_1', unique: true }
    const built = buildIndex(engine, collection, spec, () => false)
    await insert(collection, 3)
    expect(collection.indexes.map(({ ready }) => ready)).toEqual([true, false])
    await fail()
    await insert(now() ?? collection, 4)
    await engine.transactions.commit('session', 1n, () => undefined)
    await built
    await insert(now() ?? collection, 5)
    expect(problems()).toEqual([])
    expect(now()?.indexes.map(({ name, ready }) => [name, ready])).toEqual([
      ['_id_', true],
      ['a_1', true],
    ])
    await expect(
      engine.write((write) => {
        insertRecord(write, now() ?? collection, { _id: -1, a: 4 })
      }),
    ).rejects.toMatchObject({ codeName: 'DuplicateKey' })
  })

  it('what the same group did to names is undone', async () => {
    store.beforeCommit(putTooLong)
    const renamed = engine.collections.rename(collection, { database: 'x', name: 'u' }, false)
    await expect(renamed).rejects.toThrow('Nothing of this write was stored')
    expect(now()).toBe(collection)
    expect(engine.collections.find('x', 'u')).toBeUndefined()
    await expect(engine.collections.drop(collection)).rejects.toThrow('Nothing of this write')
    expect(now()).toBe(collection)
  })
})
