import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { testDatabase } from '../support/database.js'
import type { TestDatabase } from '../support/database.js'

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
})

afterAll(() => database.dropAndClose())

describe('keyedDocuments', () => {
  it('writes and deletes many at once', async () => {
    const documents = database.store.keyedDocuments('baileys/main')
    await documents.write([
      { type: 'session', id: 'x', value: '1' },
      { type: 'session', id: 'y', value: '2' },
      { type: 'pre-key', id: 'x', value: '3' },
    ])
    await documents.write([
      { type: 'session', id: 'x', value: null },
      { type: 'session', id: 'y', value: '4' },
      { type: 'session', id: 'z/1', value: '5' },
    ])
    const found = await documents.read('session', ['x', 'y', 'z/1', 'z/1', 'never'])
    expect([...found]).toEqual(
      expect.arrayContaining([
        ['y', '4'],
        ['z/1', '5'],
      ]),
    )
    expect(found.size).toBe(2)
    expect(await documents.list('pre-key')).toEqual([{ id: 'x', value: '3' }])
  })

  it('keeps the last value when a write names a document twice', async () => {
    const documents = database.store.keyedDocuments('twice')
    await documents.write([
      { type: 't', id: 'a', value: '1' },
      { type: 't', id: 'a', value: '2' },
    ])
    expect((await documents.read('t', ['a'])).get('a')).toBe('2')
  })

  it('never mixes up two namespaces or types, also where names contain the separator', async () => {
    const one = database.store.keyedDocuments('a')
    const other = database.store.keyedDocuments('a/b')
    await one.write([{ type: 'b/c', id: 'd', value: 'one' }])
    await other.write([{ type: 'c', id: 'd', value: 'other' }])
    expect((await one.read('b/c', ['d'])).get('d')).toBe('one')
    await other.clear()
    expect((await one.read('b/c', ['d'])).get('d')).toBe('one')
    expect(await other.list('c')).toEqual([])
  })

  it('loses no write when many write at the same time', async () => {
    const documents = database.store.keyedDocuments('busy')
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        documents.write([
          { type: 'own', id: `${index}`, value: 'x' },
          { type: 'shared', id: 'last', value: `${index}` },
        ]),
      ),
    )
    expect(await documents.list('own')).toHaveLength(10)
    expect(await documents.list('shared')).toHaveLength(1)
  })
})
