import { describe, expect, it } from '@jest/globals'
import { hearAlerts } from '../support/alerts.js'
import { wantsToLeave, type Desk } from '../support/desk.js'
import { eventually } from '../support/eventually.js'
import { looksRight } from '../support/looks-right.js'
import { say } from '../support/seed.js'
import { agent } from '../support/sign-in.js'
import { colleague } from '../support/team.js'

/** What the supervisor sees of the others, and how each sees it. */
export const team = (desk: Desk): void => {
  describe('the team', () => {
    it('shows presence and load, and follows who goes away', async () => {
      await desk.sofia.goto(`${desk.server.origin}/team`)
      const row = desk.sofia.getByRole('row', { name: new RegExp(agent.name) })
      await row.getByText('En línea').waitFor()
      await looksRight(desk.sofia, 'desk-team')
      await desk.carla
        .getByRole('button', { name: `Cuenta de ${agent.name}` })
        .first()
        .click()
      await desk.carla.getByRole('menuitemradio', { name: 'Ausente' }).click()
      await row.getByText('Ausente').waitFor()
    })

    it('has a list of breaches for the supervisor', async () => {
      await desk.sofia.goto(`${desk.server.origin}/escalations`)
      await desk.sofia.getByText('No hay incumplimientos').waitFor()
      await looksRight(desk.sofia, 'desk-escalations')
    })
  })

  it('speaks the language of who reads it', async () => {
    await desk.diego.goto(`${desk.server.origin}/queue/mine`)
    for (const [name, lang, title] of [
      ['Português', 'pt', 'Meus'],
      ['English', 'en', 'Mine'],
      ['Español', 'es', 'Mías'],
    ] as const) {
      await desk.diego.locator('nav button[aria-label]').last().click()
      await desk.diego.getByRole('menuitemradio', { name }).click()
      await desk.diego.getByRole('heading', { name: title }).waitFor()
      expect(await desk.diego.evaluate<string>('document.documentElement.lang')).toBe(lang)
    }
  })

  it('tells of a new ticket by a notice, where this browser is set to', async () => {
    const alerts = await hearAlerts(desk.diego, colleague.name)
    await desk.diego.goto(`${desk.server.origin}/queue/free`)
    await desk.diego
      .getByRole('button', { name: `Cuenta de ${colleague.name}` })
      .first()
      .click()
    await looksRight(desk.diego, 'desk-account')
    await desk.diego.keyboard.press('Escape')
    await alerts.toggle('Sonido', 'Avisos del navegador')
    await say(desk.server, '+593987650015', wantsToLeave, '')
    const told = await eventually(alerts.notices, (titles) => titles.length > 0)
    expect(told).toEqual(['Ticket nuevo'])
    await desk.diego.getByText('1 ticket nuevo en la lista').waitFor({ state: 'attached' })
  })
}
