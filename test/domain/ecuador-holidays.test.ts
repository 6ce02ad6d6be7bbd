import { describe, expect, it } from '@jest/globals'
import { ecuadorHolidays } from '../../src/domain/ecuador-holidays.js'

/** The days of rest as the government announced them for each year. */
const announced: Record<number, string> = {
  2022: '02-28 03-01 04-15 05-02 05-23 08-12 10-10 11-03 11-04 12-26',
  2023: '01-02 02-20 02-21 04-07 05-01 05-26 08-11 10-09 11-02 11-03 12-25',
  2024: '01-01 02-12 02-13 03-29 05-03 05-24 08-09 10-11 11-01 11-04 12-25',
  2025: '01-01 03-03 03-04 04-18 05-02 05-23 08-11 10-10 11-03 11-04 12-25',
  2026: '01-01 02-16 02-17 04-03 05-01 05-25 08-10 10-09 11-02 11-03 12-25',
}

describe('ecuadorHolidays', () => {
  it.each(Object.entries(announced))('%s', (year, days) => {
    const wanted = days.split(' ').map((day) => `${year}-${day}`)
    expect([...ecuadorHolidays(Number(year))].sort()).toEqual(wanted)
  })

  it('gives a first of January on a Saturday to the last day of the year before', () => {
    expect(ecuadorHolidays(2021).has('2021-12-31')).toBe(true)
  })
})
