import { describe, expect, it } from '@jest/globals'
import { loadContent } from '../../src/content/load-content.js'
import { deskSettings } from '../../src/domain/desk-settings.js'

const label = { es: 'Volverá a llamar', pt: 'Ligará de novo' }
const wrongNumber = { id: 'wrong-number', label: { es: 'Número equivocado', pt: 'Número errado' } }

describe('deskSettings', () => {
  it('has a sound value for everything that is left out', () => {
    const { outcomes, reopenWithinHours, assignment, sla } = deskSettings.parse({})
    expect(outcomes.map(({ id }) => id)).toEqual([
      'saved',
      'offer-made',
      'leaving',
      'no-contact',
      'not-interested',
      'wrong-number',
    ])
    expect({ reopenWithinHours, mode: assignment.mode, raise: sla.raiseAgainMinutes }).toEqual({
      reopenWithinHours: 72,
      mode: 'off',
      raise: 60,
    })
  })

  it('takes another list of outcomes', () => {
    const { outcomes } = deskSettings.parse({ outcomes: [{ id: 'will-call', label }, wrongNumber] })
    expect(outcomes.map(({ id }) => id)).toEqual(['will-call', 'wrong-number'])
  })

  it.each([
    [
      'a list without the wrong number, which takes people out of campaigns',
      { outcomes: [{ id: 'saved', label }] },
    ],
    ['an outcome twice', { outcomes: [wrongNumber, wrongNumber] }],
    ['an id with spaces', { outcomes: [{ id: 'will call', label }, wrongNumber] }],
    ['a key that nobody reads', { reopenHours: 3 }],
    ['a way of assignment that there is not', { assignment: { mode: 'random' } }],
  ])('refuses %s', (_name, written) => {
    expect(deskSettings.safeParse(written).success).toBe(false)
  })

  it('reads what the installation ships', async () => {
    const { settings } = await loadContent(process.cwd())
    expect(settings.desk.outcomes).toHaveLength(6)
  })
})
