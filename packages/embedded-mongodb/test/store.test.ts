import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { prefixRange } from '../src/storage/keys.js'
import { openStore, type Store } from '../src/storage/store.js'

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

describe('openStore', () => {
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
      for (let i = 0; i < 1000; i++) view.put(Buffer.from(`r${String(i).padStart(5, '0')}`), value)
    })
    expect([...store.latest.entries(prefixRange(Buffer.from('r')))]).toHaveLength(1000)
    // Linux only: elsewhere there is nothing to read
    const maps = await readFile('/proc/self/maps', 'utf8').catch(() => '')
    const ofFile = maps.split('\n').filter((line) => line.includes(join(directory, 'data.mdb')))
    expect(ofFile.filter((line) => !line.includes('-lock')).length).toBeLessThan(2)
  })
})
