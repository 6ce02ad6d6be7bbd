import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { valueKey } from '../src/index/key-string.js'
import { createIndexObject, newUuid, type Collection } from '../src/storage/catalog.js'
import { indexEntry, indexKey, recordIdAt } from '../src/storage/keys.js'
import { createOverlay } from '../src/storage/overlay.js'
import { writeRecord } from '../src/storage/records.js'
import { openStore, type Store } from '../src/storage/store.js'
import type { WriteView } from '../src/storage/view.js'
import type { WriteContext } from '../src/storage/write-context.js'

let directory: string
let store: Store
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'embedded-building-'))
  store = openStore(join(directory, 'data.mdb'), false)
})
afterEach(async () => {
  await store.close()
  await rm(directory, { recursive: true, force: true })
})

const spec = { v: 2, key: { n: 1 }, name: 'n_1', unique: true }
const index = { ...createIndexObject(7, spec, false), ready: false }
const collection: Collection = {
  id: 5,
  database: 'x',
  name: 't',
  options: {},
  uuid: newUuid(),
  indexes: [index],
  nextRecordId: 10,
  count: 2,
  changedAt: -1,
}
const ownerOf = (n: number): number | undefined => {
  const value = store.latest.get(indexKey(index.id, valueKey(n)))
  return value && recordIdAt(value)
}
const on = (view: WriteView): WriteContext => ({
  view,
  claim: () => undefined,
  counted: () => undefined,
})
const change = { before: { _id: 2, n: 1 }, after: { _id: 2, n: 2 } }

/** The building has met record 1 under the value 1 and has not yet met record 2, which has the same value. */
const halfBuilt = (): Promise<void> =>
  store.write((view) => {
    const entry = indexEntry(index, valueKey(1), 1)
    view.put(entry.key, entry.value)
  })

describe('a unique index that is being built', () => {
  it('keeps the entry of another document when one of equal value changes', async () => {
    await halfBuilt()
    await store.write((view) => {
      writeRecord(on(view), collection, 2, change)
    })
    expect([ownerOf(1), ownerOf(2)]).toEqual([1, 2])
  })

  it('is left alone by a transaction until it commits, and is then seen as it is by then', async () => {
    const snapshot = store.snapshot()
    const held = createOverlay(snapshot)
    const later: ((view: WriteView) => void)[] = []
    writeRecord({ ...on(held), later: (apply) => later.push(apply) }, collection, 2, change)
    snapshot.release()
    await halfBuilt()
    await store.write((view) => {
      for (const apply of later) apply(view)
    })
    expect([ownerOf(1), ownerOf(2)]).toEqual([1, 2])
  })
})
