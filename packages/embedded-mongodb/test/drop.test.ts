import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from '@jest/globals'
import { createEngine, type Engine } from '../src/engine/engine.js'
import { sweepGarbage } from '../src/engine/garbage.js'
import { recordsOf } from '../src/storage/keys.js'
import { insertRecord } from '../src/storage/records.js'
import { openStore, type Store } from '../src/storage/store.js'

it('what a transaction commits to a collection that was dropped meanwhile never shows up in a later one', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'embedded-mongodb-drop-'))
  const start = async (): Promise<[Store, Engine]> => {
    const store = openStore(join(directory, 'data.mdb'), false)
    await sweepGarbage(store)
    return [store, createEngine(store, { now: Date.now, lifetimeMs: 60_000 })]
  }
  const [store, engine] = await start()
  const dropped = await engine.collections.create('x', 'dropped', {})
  const { context } = engine.transactions.begin('session', 1n, {})
  insertRecord(context, dropped, { _id: 1 })
  await engine.collections.drop(dropped)
  await engine.transactions.commit('session', 1n, () => undefined)
  await store.close()
  const [again, { collections }] = await start()
  const later = await collections.create('x', 'later', {})
  expect([...again.latest.keys(recordsOf(later.id))]).toEqual([])
  expect([...again.latest.keys(recordsOf(dropped.id))]).toEqual([])
  await again.close()
  await rm(directory, { recursive: true })
})
