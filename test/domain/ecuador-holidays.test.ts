import { describe, expect, it } from '@jest/globals'
import { businessHours, businessTimeBetween } from '../../src/domain/business-hours.js'
import { ecuadorHolidays } from '../../src/domain/ecuador-holidays.js'

/**
 * The days of rest as the Ministry of Tourism announced them, as newspapers printed its calendars (looked at in November 2026):
 * 2022 eltelegrafo.com.ec/noticias/nacionales/210/ecuador-feriados-dias-libres-2022, where Christmas still stands on its Sunday; that it
 * moved to Monday 26 is in eluniverso.com, "Cuándo es el feriado de Navidad este 2022". 2023 wordpress.tctelevision.com/?p=22440.
 * 2024 quenoticias.com/noticias/febrero-tiene-cuatro-dias-de-descanso. 2025 notiamazonia.com/actualidad/
 * listo-calendario-de-feriados-en-ecuador-para-2025. 2026 and the beginning of 2027 expreso.ec/actualidad/
 * calendario-de-feriados-en-ecuador-fechas-y-dias-de-descanso-hasta-el-2030-255534.html.
 */
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

  it('begins 2027 as it was announced', () => {
    const spring = [...ecuadorHolidays(2027)].sort().slice(0, 6)
    const days = ['01-01', '02-08', '02-09', '03-26', '04-30', '05-24']
    expect(spring).toEqual(days.map((day) => `2027-${day}`))
  })

  /**
   * Days that a president gave besides, each by a decree of a few days before: no rule knows them, an admin adds them to the
   * holidays of the desk's settings. Decrees 655 (6 Feb 2023), 226 (18 and 19 April 2024), 438 (31 Oct 2024), the one on 2 and 3
   * January 2025, 172 (9 Oct 2025) and 249 (2 Jan 2026).
   */
  it.each([
    '2023-02-06',
    '2024-04-18',
    '2024-04-19',
    '2024-10-31',
    '2025-01-02',
    '2025-01-03',
    '2025-10-09',
    '2026-01-02',
  ])('leaves %s, free by decree alone, to the desk’s own list', (day) => {
    expect(ecuadorHolidays(Number(day.slice(0, 4))).has(day)).toBe(false)
    const own = { holidays: { add: [day] } }
    const start = new Date(`${day}T00:00:00-05:00`)
    const end = new Date(start.getTime() + 24 * 3_600_000)
    expect(businessTimeBetween(businessHours.parse(own), start, end)).toBe(0)
    expect(businessTimeBetween(businessHours.parse({}), start, end)).toBe(8 * 3_600_000)
  })

  it('gives a first of January on a Saturday to the last day of the year before', () => {
    expect(ecuadorHolidays(2021).has('2021-12-31')).toBe(true)
  })
})
