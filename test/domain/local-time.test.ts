import { describe, expect, it } from '@jest/globals'
import { dayAndTime, longDate, monthsBetween, shortDate } from '../../src/domain/local-time.js'

describe('longDate', () => {
  it.each([
    ['2021-03-31T12:00:00-05:00', 'miércoles 31 de marzo de 2021'],
    ['2021-03-31T23:59:59-05:00', 'miércoles 31 de marzo de 2021'],
    ['2021-04-01T04:59:59Z', 'miércoles 31 de marzo de 2021'],
    ['2021-04-01T05:00:00Z', 'jueves 1 de abril de 2021'],
    ['2024-02-29T00:00:00-05:00', 'jueves 29 de febrero de 2024'],
    ['2027-01-01T04:59:00Z', 'jueves 31 de diciembre de 2026'],
  ])('writes %s as %s', (instant, words) => {
    expect(longDate(new Date(instant), 'es')).toBe(words)
  })

  it('speaks Portuguese', () => {
    expect(longDate(new Date('2021-03-31T12:00:00-05:00'), 'pt')).toBe(
      'quarta-feira 31 de março de 2021',
    )
  })
})

describe('dayAndTime', () => {
  it.each([
    ['2026-05-05T19:30:00Z', 'martes 5 de mayo, 14:30'],
    ['2026-11-24T05:00:00Z', 'martes 24 de noviembre, 00:00'],
    ['2026-11-24T04:59:00Z', 'lunes 23 de noviembre, 23:59'],
  ])('writes %s as %s', (instant, words) => {
    expect(dayAndTime(new Date(instant), 'es')).toBe(words)
  })
})

describe('shortDate', () => {
  it.each([
    ['2020-05-10T00:00:00-05:00', '10-5-2020'],
    ['2020-05-11T04:59:59Z', '10-5-2020'],
    ['2020-12-01T12:00:00-05:00', '1-12-2020'],
  ])('writes %s as %s', (instant, words) => {
    expect(shortDate(new Date(instant))).toBe(words)
  })
})

describe('monthsBetween', () => {
  it.each([
    ['2026-01-15', '2026-01-15', 0],
    ['2026-01-15', '2026-02-14', 0],
    ['2026-01-15', '2026-02-15', 1],
    ['2025-11-30', '2026-11-29', 11],
    ['2025-11-30', '2026-11-30', 12],
    ['2026-05-01', '2026-04-01', 0],
  ])('counts from %s to %s', (from, to, count) => {
    expect(
      monthsBetween(new Date(`${from}T10:00:00-05:00`), new Date(`${to}T10:00:00-05:00`)),
    ).toBe(count)
  })

  it('counts by the calendar of Ecuador, not of Greenwich', () => {
    const from = new Date('2026-02-01T04:00:00Z')
    expect(monthsBetween(from, new Date('2026-02-28T12:00:00-05:00'))).toBe(0)
    expect(monthsBetween(from, new Date('2026-03-31T12:00:00-05:00'))).toBe(2)
  })
})
