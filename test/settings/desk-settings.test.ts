import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import mongoose from 'mongoose'
import { deskBlockNames } from '../../src/domain/desk-blocks.js'
import { deskSettings } from '../../src/domain/desk-settings.js'
import { DomainError } from '../../src/domain/errors.js'
import type { DomainEvent } from '../../src/domain/events.js'
import { silentLog } from '../../src/lib/log.js'
import { createDeskSettings } from '../../src/settings/desk-settings.js'
import type { Store } from '../../src/store/store.js'
import { anAgent, newId } from '../support/builders.js'
import { testDatabase } from '../support/database.js'
import type { TestDatabase } from '../support/database.js'
import { createFakeClock } from '../support/fake-clock.js'

const ana = anAgent({ name: 'Ana', role: 'admin' })
const luis = anAgent({ name: 'Luis', role: 'admin' })

let database: TestDatabase
let other: Store
const heard: DomainEvent[] = []
const clock = createFakeClock()

const settingsOf = (store: Store) =>
  createDeskSettings({
    store,
    standard: () => deskSettings.parse({}),
    clock,
    newId,
    publish: (events) => heard.push(...events),
    log: silentLog,
  })
let here: ReturnType<typeof settingsOf>
let there: ReturnType<typeof settingsOf>

const collection = async (name: string) => {
  const connection = await mongoose
    .createConnection(database.uri, { dbName: database.database })
    .asPromise()
  return { rows: connection.collection(name), close: () => connection.close() }
}

beforeAll(async () => {
  database = await testDatabase()
  other = await database.openAnother()
  for (const agent of [ana, luis]) await database.store.agents.insert(agent)
})
beforeEach(async () => {
  const { rows, close } = await collection('deskBlocks')
  await rows.deleteMany({})
  await close()
  heard.length = 0
  here = settingsOf(database.store)
  there = settingsOf(other)
})
afterAll(() => database.dropAndClose())

const reopening = { reopenWithinHours: 24, waitAtMostDays: 7 }
const blockOf = async (settings: typeof here, name: string) =>
  (await settings.read()).find((block) => block.name === name)

/** What a refused change says. */
const refusal = async (work: Promise<void>): Promise<Partial<DomainError>> => {
  const found: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(found instanceof DomainError)) throw new Error('It was not refused.')
  return found
}

describe('a change of the desk’s settings', () => {
  it('works here at once, and in another process at its next look', async () => {
    await here.change(ana, 'reopening', { version: 0, value: reopening })
    expect(here.current()).toMatchObject(reopening)
    expect(there.current().reopenWithinHours).toBe(72)
    await there.refresh()
    expect(there.current()).toMatchObject(reopening)
    expect(there.current().assignment).toEqual(deskSettings.parse({}).assignment)
    expect(settingsOf(other).current().reopenWithinHours).toBe(72)
  })

  it('says who and when, is told to every screen, and is written to the audit', async () => {
    await here.change(ana, 'reopening', { version: 0, value: reopening })
    expect(await blockOf(there, 'reopening')).toMatchObject({
      value: reopening,
      standard: { reopenWithinHours: 72, waitAtMostDays: 30 },
      stored: { version: 1, changedAt: clock.now(), changedBy: ana.id },
      byName: 'Ana',
    })
    expect(heard).toMatchObject([{ kind: 'settings.changed', agentId: ana.id }])
    const { rows, close } = await collection('audit')
    const line = await rows.findOne({ action: 'desk-settings.changed', subject: 'reopening' })
    await close()
    expect(line).toMatchObject({ agentId: ana.id, at: clock.now() })
  })

  it('never overwrites what another admin changed meanwhile, but names them', async () => {
    await here.change(ana, 'reopening', { version: 0, value: reopening })
    const late = there.change(luis, 'reopening', { version: 0, value: reopening })
    expect(await refusal(late)).toMatchObject({
      code: 'conflict',
      details: { reason: 'changed-meanwhile', winner: { id: ana.id, name: 'Ana' } },
    })
    await there.change(luis, 'escalation', { version: 0, value: { raiseAgainMinutes: 5 } })
    await there.change(luis, 'reopening', {
      version: 1,
      value: { ...reopening, waitAtMostDays: 9 },
    })
    expect(there.current()).toMatchObject({ waitAtMostDays: 9, sla: { raiseAgainMinutes: 5 } })
  })

  it('wins once when many come at the same time', async () => {
    const tries = await Promise.allSettled(
      [1, 2, 3, 4, 5, 6].map((days) =>
        (days % 2 === 0 ? here : there).change(ana, 'reopening', {
          version: 0,
          value: { ...reopening, waitAtMostDays: days },
        }),
      ),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await blockOf(here, 'reopening'))?.stored?.version).toBe(1)
  })

  it('goes back to what was delivered, block by block', async () => {
    await here.change(ana, 'reopening', { version: 0, value: reopening })
    await here.change(ana, 'escalation', { version: 0, value: { raiseAgainMinutes: 5 } })
    await here.change(luis, 'reopening', { version: 1, value: null })
    expect(here.current()).toMatchObject({ reopenWithinHours: 72, sla: { raiseAgainMinutes: 5 } })
    expect((await blockOf(here, 'reopening'))?.stored).toMatchObject({ version: 2, value: null })
    await there.refresh()
    expect(there.current().reopenWithinHours).toBe(72)
  })

  it('is left out where this version of the product cannot read it', async () => {
    await here.change(ana, 'reopening', { version: 0, value: reopening })
    const { rows, close } = await collection('deskBlocks')
    await rows.updateOne({}, { $set: { value: { reopenWithin: 'soon' }, version: 2 } })
    await close()
    await there.refresh()
    expect(there.current()).toEqual(deskSettings.parse({}))
  })

  const week = Object.fromEntries(
    ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [
      day,
      [] as string[][],
    ]),
  )
  it.each<[string, (typeof deskBlockNames)[number], unknown, string, RegExp]>([
    ['nothing', 'outcomes', undefined, 'body.value', /falta/],
    ['no outcomes', 'outcomes', [], 'body.value', /./],
    [
      'an outcome without a label',
      'outcomes',
      [{ id: 'wrong-number', label: { es: '', pt: 'x' } }],
      'body.value.0.label.es',
      /./,
    ],
    [
      'an outcome’s id that is none',
      'outcomes',
      [{ id: 'Se queda', label: { es: 'x', pt: 'x' } }],
      'body.value.0.id',
      /oferta-hecha/,
    ],
    [
      'outcomes without the wrong number',
      'outcomes',
      [{ id: 'saved', label: { es: 'x', pt: 'x' } }],
      'body.value',
      /wrong-number no se puede quitar/,
    ],
    [
      'an id twice',
      'outcomes',
      [1, 2].map(() => ({ id: 'wrong-number', label: { es: 'x', pt: 'x' } })),
      'body.value',
      /dos veces/,
    ],
    [
      'a negative window',
      'reopening',
      { ...reopening, reopenWithinHours: -1 },
      'body.value.reopenWithinHours',
      /./,
    ],
    ['an unknown key', 'escalation', { raiseAgainMinutes: 5, x: 1 }, 'body.value', /x/],
    ['an unknown mode', 'assignment', { mode: 'random' }, 'body.value.mode', /./],
    [
      'a shift that ends before it begins',
      'hours',
      { ...week, monday: [['14:00', '13:00']] },
      'body.value.monday.0',
      /termina antes/,
    ],
    [
      'shifts that overlap',
      'hours',
      {
        ...week,
        monday: [
          ['09:00', '13:00'],
          ['12:00', '18:00'],
        ],
      },
      'body.value.monday',
      /se cruzan/,
    ],
    [
      'a time that is none',
      'hours',
      { ...week, monday: [['9', '13:00']] },
      'body.value.monday.0.0',
      /08:30/,
    ],
    ['a week without work', 'hours', week, 'body.value', /ningún día/],
    [
      'a holiday that is no day',
      'hours',
      { holidays: { add: ['2026-02-30'] } },
      'body.value.holidays.add.0',
      /./,
    ],
    [
      'hours in which no promise can be kept',
      'hours',
      { ...week, monday: [['09:00', '09:01']] },
      'body.value',
      /tiempo laborable/,
    ],
    [
      'a target of no hours',
      'policies',
      { regulator: { nextReply: { hours: 0, counted: 'business' } } },
      'body.value.regulator.nextReply.hours',
      /./,
    ],
  ])('refuses %s, naming the field', async (...row) => {
    const [, name, value, path, words] = row
    const { code, details } = await refusal(here.change(ana, name, { version: 0, value }))
    expect(code).toBe('invalid')
    const errors = details?.['errors'] as { path: string; message: string }[]
    expect(errors[0]?.path).toBe(path)
    expect(errors[0]?.message).toMatch(words)
    expect(errors[0]?.message).not.toMatch(/\b(is|the|Invalid|expected)\b/)
    expect(here.current()).toEqual(deskSettings.parse({}))
  })

  it('takes every block as it is delivered', async () => {
    for (const { name, standard } of await here.read()) {
      await here.change(ana, name, { version: 0, value: standard })
    }
    expect(here.current()).toEqual(deskSettings.parse({}))
    expect((await here.read()).map(({ name }) => name)).toEqual(deskBlockNames)
  })
})
