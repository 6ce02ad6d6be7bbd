import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  addBusinessTime,
  businessHours,
  businessTimeBetween,
} from '../../src/domain/business-hours.js'

const hourMs = 3_600_000
const usual = businessHours.parse({})
const split = businessHours.parse({
  monday: [
    ['08:30', '12:30'],
    ['14:00', '18:00'],
  ],
  saturday: [['09:00', '12:00']],
})
/** A moment of Ecuador. */
const local = (written: string): Date => new Date(`${written}-05:00`)

describe('addBusinessTime', () => {
  it.each([
    ['within a day', '2026-11-18T10:00', 2, '2026-11-18T12:00'],
    ['Friday 16:30 plus one hour is Monday 09:30', '2026-11-20T16:30', 1, '2026-11-23T09:30'],
    ['to the very end of a day', '2026-11-18T16:00', 1, '2026-11-18T17:00'],
    ['one ms into the next', '2026-11-18T16:00', 1 + 1 / hourMs, '2026-11-19T09:00:00.001'],
    ['from the night', '2026-11-18T23:10', 1, '2026-11-19T10:00'],
    ['from before the first shift', '2026-11-18T06:00', 1, '2026-11-18T10:00'],
    ['from a Sunday', '2026-11-22T12:00', 0.5, '2026-11-23T09:30'],
    ['over 2 and 3 November', '2026-10-30T16:00', 2, '2026-11-04T10:00'],
    ['over Christmas and the new year', '2026-12-24T16:30', 1, '2026-12-28T09:30'],
    ['three days of work', '2026-11-18T09:00', 24, '2026-11-20T17:00'],
  ])('%s', (_name, from, hours, until) => {
    expect(addBusinessTime(usual, local(from), hours * hourMs)).toEqual(local(until))
  })

  it.each([
    ['over a lunch break', '2026-11-23T12:00', 1, '2026-11-23T14:30'],
    ['from inside the break', '2026-11-23T13:00', 1, '2026-11-23T15:00'],
    ['into Saturday', '2026-11-20T16:30', 1, '2026-11-21T09:30'],
    ['over three shifts', '2026-11-23T08:30', 8.5, '2026-11-24T09:30'],
  ])('with split shifts: %s', (_name, from, hours, until) => {
    expect(addBusinessTime(split, local(from), hours * hourMs)).toEqual(local(until))
  })

  it('has nothing to wait for at night when there is no time to add', () => {
    const night = local('2026-11-18T23:10')
    expect(addBusinessTime(usual, night, 0)).toEqual(night)
  })

  it('counts added days as free and removed ones as worked', () => {
    const hours = businessHours.parse({
      holidays: { add: ['2026-11-23'], remove: ['2026-11-02'] },
    })
    expect(addBusinessTime(hours, local('2026-11-20T16:30'), hourMs)).toEqual(
      local('2026-11-24T09:30'),
    )
    expect(addBusinessTime(hours, local('2026-10-30T16:30'), hourMs)).toEqual(
      local('2026-11-02T09:30'),
    )
  })
})

describe('business time, for any instants', () => {
  const instant = fc.date({
    min: local('2026-01-01T00:00'),
    max: local('2027-12-31T00:00'),
    noInvalidDate: true,
  })
  const span = fc.integer({ min: 1, max: 60 * hourMs })
  const calendar = fc.constantFrom(usual, split)

  it('is monotonic: later in, never earlier out', () => {
    fc.assert(
      fc.property(calendar, instant, instant, span, (hours, a, b, ms) => {
        const [early, late] = a <= b ? [a, b] : [b, a]
        expect(addBusinessTime(hours, early, ms) <= addBusinessTime(hours, late, ms)).toBe(true)
      }),
    )
  })

  it('is additive: two spans one after the other are their sum', () => {
    fc.assert(
      fc.property(calendar, instant, span, span, (hours, from, first, second) => {
        const stepwise = addBusinessTime(hours, addBusinessTime(hours, from, first), second)
        expect(stepwise).toEqual(addBusinessTime(hours, from, first + second))
      }),
    )
  })

  it('measures what was added', () => {
    fc.assert(
      fc.property(calendar, instant, span, (hours, from, ms) => {
        expect(businessTimeBetween(hours, from, addBusinessTime(hours, from, ms))).toBe(ms)
      }),
    )
  })

  it('adds up over any moment between', () => {
    fc.assert(
      fc.property(calendar, fc.tuple(instant, instant, instant), (hours, three) => {
        const [a, b, c] = three.sort((x, y) => x.getTime() - y.getTime())
        const parts = businessTimeBetween(hours, a, b) + businessTimeBetween(hours, b, c)
        expect(businessTimeBetween(hours, a, c)).toBe(parts)
      }),
      { numRuns: 50 },
    )
  })
})

describe('the settings of the hours', () => {
  it.each([
    ['a shift that ends before it begins', { monday: [['17:00', '09:00']] }],
    [
      'shifts that overlap',
      {
        monday: [
          ['08:00', '13:00'],
          ['12:00', '17:00'],
        ],
      },
    ],
    ['a time that is none', { monday: [['8:30', '17:00']] }],
    ['a holiday that is no date', { holidays: { add: ['24 de mayo'] } }],
    [
      'no shift at all',
      { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [] },
    ],
  ])('refuse %s', (_name, written) => {
    expect(businessHours.safeParse(written).success).toBe(false)
  })
})
