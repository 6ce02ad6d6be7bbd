import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { ShadowDifference } from '../../src/domain/model-state.js'
import type { Store } from '../../src/store/store.js'
import { testDatabase, type TestDatabase } from '../support/database.js'
import { aMessage, at } from '../support/records.js'

let database: TestDatabase
let store: Store
beforeAll(async () => {
  database = await testDatabase()
  store = database.store
})
afterAll(() => database.dropAndClose())

const roles = { live: 'a', previous: null, candidate: null, runId: null }

describe('modelStates', () => {
  it('has one state for each code, changed by one process at a time', async () => {
    const { modelStates } = store
    const state = { id: 'one', ...roles, version: 0, changedAt: at('12:00:00') }
    await modelStates.insert(state)
    await expect(modelStates.insert(state)).rejects.toMatchObject({ code: 'conflict' })
    const changes = { ...roles, live: 'b', changedAt: at('12:00:01') }
    expect(await modelStates.replaceIf('one', 0, changes)).toMatchObject({ live: 'b', version: 1 })
    expect(await modelStates.replaceIf('one', 0, changes)).toBeNull()
    expect(await modelStates.byId('one')).toMatchObject({ live: 'b', version: 1 })
  })
})

describe('modelFiles', () => {
  it('keeps bytes of any size, once, and gives them back whole', async () => {
    const bytes = randomBytes(9 * 1024 * 1024)
    expect(await store.modelFiles.has('large')).toBe(false)
    await store.modelFiles.save('large', bytes, at('12:00:00'))
    await store.modelFiles.save('large', bytes, at('12:00:01'))
    expect(await store.modelFiles.has('large')).toBe(true)
    expect(bytes.equals((await store.modelFiles.byHash('large')) ?? new Uint8Array())).toBe(true)
    expect(await store.modelFiles.byHash('unknown')).toBeNull()
  })
})

const difference = (
  messageId: string,
  [live, candidate]: [string | null, string | null],
  second: number,
): ShadowDifference => ({
  id: `run:${messageId}`,
  runId: 'run',
  messageId,
  at: at(`12:00:0${second}`),
  live: { intent: live, intents: live ? [live] : [], score: 0.5 },
  candidate: { intent: candidate, intents: candidate ? [candidate] : [], score: 0.5 },
})

describe('shadowDifferences', () => {
  it('are counted once and by pair, and paged from the newest', async () => {
    const { shadowDifferences } = store
    const all = [
      difference('m1', [null, 'saludo'], 1),
      difference('m2', [null, 'saludo'], 2),
      difference('m3', ['cancelar', null], 3),
    ]
    expect(await shadowDifferences.addMissing(all.slice(0, 2))).toBe(2)
    expect(await shadowDifferences.addMissing(all)).toBe(1)
    expect(await shadowDifferences.pairs('run')).toEqual([
      { live: null, candidate: 'saludo', count: 2 },
      { live: 'cancelar', candidate: null, count: 1 },
    ])
    const page = await shadowDifferences.list({ runId: 'run' }, { limit: 2, after: null })
    expect(page.items.map(({ messageId }) => messageId)).toEqual(['m3', 'm2'])
    const rest = await shadowDifferences.list({ runId: 'run' }, { limit: 2, after: page.next })
    expect(rest.items).toEqual([all[0]])
    const pair = { runId: 'run', live: null, candidate: 'saludo' }
    const narrowed = await shadowDifferences.list(pair, { limit: 9, after: null })
    expect(narrowed.items.map(({ messageId }) => messageId)).toEqual(['m2', 'm1'])
  })
})

describe('messages.heard', () => {
  it('reads what customers wrote in a span, page after page, none twice', async () => {
    const seconds = [1, 2, 2, 2, 3, 4]
    for (const [index, second] of seconds.entries()) {
      const createdAt = at(`12:00:0${second}`)
      await store.messages.insert(
        aMessage({ id: `h${index}`, conversationId: 'h', seq: index, createdAt }),
      )
    }
    await store.messages.insert(
      aMessage({
        id: 'bot',
        conversationId: 'h',
        seq: 9,
        author: 'bot',
        createdAt: at('12:00:02'),
      }),
    )
    const range = { from: at('12:00:02'), to: at('12:00:04') }
    const first = await store.messages.heard(range, { limit: 2, after: null })
    const after = first.at(-1) ?? null
    const rest = await store.messages.heard(range, { limit: 9, after })
    expect([...first, ...rest].map(({ id }) => id)).toEqual(['h1', 'h2', 'h3', 'h4'])
  })
})
