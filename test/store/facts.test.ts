import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Store } from '../../src/store/store.js'
import { testDatabase } from '../support/database.js'
import type { TestDatabase } from '../support/database.js'

let database: TestDatabase
let store: Store

beforeAll(async () => {
  database = await testDatabase()
  store = database.store
})

afterAll(() => database.dropAndClose())

describe('facts', () => {
  it('keeps the last value of a key', async () => {
    await store.facts.set('demo-loaded', 'yes')
    await store.facts.set('demo-loaded', 'twice')
    expect(await store.facts.get('demo-loaded')).toBe('twice')
  })

  it('knows nothing of a key that was never set or was taken away', async () => {
    await store.facts.set('gone', 'x')
    await store.facts.set('gone', null)
    expect([await store.facts.get('gone'), await store.facts.get('never')]).toEqual([null, null])
  })

  it('takes a query operator for a plain value', async () => {
    await store.facts.set('secret', 'x')
    const operator = { $ne: '' } as unknown as string
    await expect(store.facts.get(operator)).rejects.toThrow()
  })
})

describe('transaction', () => {
  it('keeps all of it', async () => {
    await store.transaction(async ({ facts }) => {
      await facts.set('one', '1')
      await facts.set('two', '2')
    })
    expect([await store.facts.get('one'), await store.facts.get('two')]).toEqual(['1', '2'])
  })

  it('keeps nothing when the work fails', async () => {
    const work = store.transaction(async ({ facts }) => {
      await facts.set('half', '1')
      throw new Error('enough')
    })
    await expect(work).rejects.toThrow('enough')
    expect(await store.facts.get('half')).toBeNull()
  })
})
