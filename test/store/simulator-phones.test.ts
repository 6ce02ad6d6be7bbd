import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { SimulatedMessage } from '../../src/domain/simulator.js'
import type { Store } from '../../src/store/store.js'
import { testDatabase } from '../support/database.js'
import type { TestDatabase } from '../support/database.js'
import { at } from '../support/records.js'

let database: TestDatabase
let store: Store

beforeAll(async () => {
  database = await testDatabase()
  store = database.store
})

afterAll(() => database.dropAndClose())

const written = (
  phone: string,
  id: string,
  overrides: Partial<SimulatedMessage> = {},
): Omit<SimulatedMessage, 'seq'> => ({
  id,
  phone,
  author: 'contact',
  content: { kind: 'text', text: id },
  at: at('12:00:00'),
  status: 'sent',
  accepted: false,
  ...overrides,
})

describe('simulatorPhones.append', () => {
  it('numbers the messages of each phone by themselves', async () => {
    await store.simulatorPhones.append(written('+1', 'a'))
    await store.simulatorPhones.append(written('+2', 'a'))
    expect((await store.simulatorPhones.append(written('+1', 'b'))).seq).toBe(2)
    const stored = await store.simulatorPhones.list('+1', 1, 10)
    expect(stored).toEqual([{ ...written('+1', 'b'), seq: 2 }])
  })

  it('takes the same id twice as one message', async () => {
    const first = await store.simulatorPhones.append(written('+3', 'a'))
    const second = await store.simulatorPhones.append(written('+3', 'a', { at: at('13:00:00') }))
    expect(second).toEqual(first)
  })

  it('leaves no gap and no twin when twenty arrive at once', async () => {
    const appended = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        store.simulatorPhones.append(written('+4', `${index % 10}`)),
      ),
    )
    const list = await store.simulatorPhones.list('+4', 0, 50)
    expect(list.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(new Set(appended.map(({ seq }) => seq)).size).toBe(10)
  })
})

describe('simulatorPhones', () => {
  it('knows what was not accepted yet, oldest first', async () => {
    await store.simulatorPhones.append(written('+5', 'late', { at: at('09:00:00') }))
    await store.simulatorPhones.append(written('+5', 'early', { at: at('08:00:00') }))
    const oldest = await store.simulatorPhones.notAccepted(2)
    expect(oldest.map(({ id }) => id)).toEqual(['early', 'late'])
    await store.simulatorPhones.setAccepted('+5', 'early')
    expect((await store.simulatorPhones.notAccepted(1))[0]?.id).toBe('late')
  })

  it('moves the ticks forwards only', async () => {
    await store.simulatorPhones.append(written('+6', 'a'))
    await store.simulatorPhones.setStatus('+6', 'a', 'read')
    await store.simulatorPhones.setStatus('+6', 'a', 'delivered')
    expect((await store.simulatorPhones.list('+6', 0, 1))[0]?.status).toBe('read')
  })

  it('names each phone once', async () => {
    const phones = await store.simulatorPhones.phones()
    expect(phones.filter((phone) => phone === '+1')).toHaveLength(1)
  })
})
