import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { open } from 'lmdb'
import { entriesOf, indexKey, recordKey, recordsOf, treeCount } from '../src/storage/keys.js'
import { openStore, type Store } from '../src/storage/store.js'
import { createPutting, openTrees } from '../src/storage/trees.js'

let store: Store
let directory: string
const directories: string[] = []
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'embedded-mongodb-store-'))
  directories.push(directory)
  store = openStore(join(directory, 'data.mdb'), false)
})
afterEach(() => store.close())
afterAll(() => Promise.all(directories.map((path) => rm(path, { recursive: true, force: true }))))

const put = (key: Buffer): Promise<void> =>
  store.write((view) => {
    view.put(key, Buffer.from('value'))
  })

/** Opens and closes the file again and again, as `check`, `backup` or a tool of LMDB's do beside a server. */
const opener = `
  import { open } from 'lmdb'
  for (let i = 0; i < 1000; i++) await open({ path: process.argv[1], overlappingSync: false }).close()`

describe('openStore', () => {
  it('neither loses nor hides a commit while another program opens the same file', async () => {
    const path = join(directory, 'data.mdb')
    const args = ['--input-type=module', '--eval', opener, path]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] })
    const key = Buffer.from('rkey')
    const wrong: string[] = []
    let written = 0
    const expectWritten = (value: Buffer | undefined): void => {
      if (Number(value ?? 0) !== written) wrong.push(`${String(value)} instead of ${written}`)
    }
    while (child.exitCode === null) {
      await store.write((view) => {
        expectWritten(view.get(key))
        view.put(key, Buffer.from(String(++written)))
      })
      const snapshot = store.snapshot()
      expectWritten(snapshot.get(key))
      snapshot.release()
    }
    expect(child.exitCode).toBe(0)
    expect(wrong).toEqual([])
  })

  it('refuses a group of writes that LMDB does not take, and goes on with the next', async () => {
    const key = Buffer.from('rkey')
    const tooLong = Buffer.alloc(5000, 'r')
    const outcomes = await Promise.allSettled([put(key), put(tooLong)])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(store.latest.get(key)).toBeUndefined()
    await put(key)
    expect(store.latest.get(key)?.toString()).toBe('value')
  })

  it('reads the whole file through one mapping, which nobody has to wait for to be given back', async () => {
    const value = Buffer.alloc(4000)
    await store.write((view) => {
      for (let i = 0; i < 1000; i++) view.put(recordKey(7, i), value)
    })
    expect([...store.latest.entries(recordsOf(7))]).toHaveLength(1000)
    // Linux only: elsewhere there is nothing to read
    const maps = await readFile('/proc/self/maps', 'utf8').catch(() => '')
    const ofFile = maps.split('\n').filter((line) => line.includes(join(directory, 'data.mdb')))
    expect(ofFile.filter((line) => !line.includes('-lock')).length).toBeLessThan(2)
  })

  it('keeps ranges apart, also when there are more of them than trees', async () => {
    const numbers = Array.from({ length: treeCount * 2 + 3 }, (_, number) => number)
    await store.write((view) => {
      for (const number of numbers) {
        view.put(recordKey(number, 5), Buffer.from(`record ${number}`))
        view.put(indexKey(number, Buffer.from('key'), 5), Buffer.alloc(0))
      }
    })
    for (const number of numbers) {
      const values = [...store.latest.entries(recordsOf(number))].map(({ value }) => String(value))
      expect(values).toEqual([`record ${number}`])
      expect([...store.latest.keys(entriesOf(number), true)]).toHaveLength(1)
    }
  })

  it('fills the pages of ascending keys', async () => {
    const value = Buffer.alloc(100)
    const slice = (from: number): Promise<void> =>
      store.write((view) => {
        for (let i = from; i < from + 1000; i++) {
          view.put(recordKey(1, i), value)
          view.put(indexKey(2, Buffer.from(String(i).padStart(9, '0'))), Buffer.alloc(8))
          view.put(indexKey(3, Buffer.from(String(i).padStart(9, '0')), i), Buffer.alloc(0))
        }
      })
    for (let from = 1000; from < 11_000; from += 1000) await slice(from)
    const { size } = await stat(join(directory, 'data.mdb'))
    const written = 10_000 * (13 + 100 + 14 + 8 + 22)
    // one tree for all took 1.9 times of what was written
    expect(size / written).toBeLessThan(1.5)
  })

  it('fills the pages of documents of which few fit on one', async () => {
    const value = Buffer.alloc(1340)
    for (let from = 0; from < 1000; from += 100) {
      await store.write((view) => {
        for (let i = from; i < from + 100; i++) view.put(recordKey(1, i), value)
      })
    }
    const { size } = await stat(join(directory, 'data.mdb'))
    // one of them on each page took 4 MB
    expect(size / 1000).toBeLessThan(2600)
  })

  it('puts keys in their places that come later than others', async () => {
    const order = [5, 9, 7, 12, 1, 11, 13]
    for (const id of order) {
      await store.write((view) => {
        view.put(recordKey(1, id), Buffer.from(`record ${id}`))
      })
    }
    await store.write((view) => {
      view.remove(recordKey(1, 13))
      view.put(recordKey(1, 12), Buffer.from('record 12 again'))
      view.put(recordKey(1, 10), Buffer.from('record 10'))
    })
    const values = [...store.latest.entries(recordsOf(1))].map(({ value }) => String(value))
    const ids = ['1', '5', '7', '9', '10', '11', '12 again']
    expect(values).toEqual(ids.map((id) => `record ${id}`))
  })
})

describe('createPutting', () => {
  it('loses nothing when it does not know what another has put', async () => {
    const root = open<Buffer, Buffer>({
      path: join(directory, 'other.mdb'),
      keyEncoding: 'binary',
      encoding: 'binary',
      maxDbs: treeCount,
    })
    const trees = openTrees(root)
    const [one, other] = [createPutting(trees), createPutting(trees)]
    root.transactionSync(() => {
      one.put(recordKey(1, 5), Buffer.from('5'))
      other.put(recordKey(1, 6), Buffer.from('6'))
      one.put(recordKey(1, 9), Buffer.from('9'))
      other.put(recordKey(1, 7), Buffer.from('7'))
    })
    const values = [...trees(recordKey(1, 0)).getRange()].map(({ value }) => String(value))
    expect(values).toEqual(['5', '6', '7', '9'])
    await root.close()
  })
})
