import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Page } from 'playwright-core'
import { trainingTimeoutMs } from '../support/run-command.js'
import { killPrograms } from '../support/start-program.js'
import { hearAlerts, type Alerts } from './support/alerts.js'
import { describeInBrowser } from './support/chromium.js'
import { letHoursPass } from './support/clock.js'
import { claim, log } from './support/desk.js'
import { eventually } from './support/eventually.js'
import { dataFolder, serve, type Running } from './support/house.js'
import { looksRight } from './support/looks-right.js'
import { answerSurvey, oneTicket, seedAdmin, type Ticket } from './support/seed.js'
import { agent } from './support/sign-in.js'
import { addTeam, colleague, openDesks, supervisor } from './support/team.js'

jest.setTimeout(120_000)

const phone = '+593987650001'

/** One promise that is not kept, with two agents and a supervisor; each step goes on from the one before it. */
describeInBrowser('a first contact that is late', (browser) => {
  const folder = dataFolder()
  let server: Running
  let carla: Page
  let diego: Page
  let sofia: Page
  let ticket: Ticket
  let heard: Alerts

  const countdown = (page: Page, state: string) =>
    page.getByRole('article').locator(`time[data-state=${state}]`).first()

  beforeAll(async () => {
    server = await serve(folder.path)
    const session = await seedAdmin(server)
    await addTeam(server, session)
    await answerSurvey(server, phone)
    ticket = await oneTicket(server, session)
    const desks = await openDesks(browser, server, [agent, colleague, supervisor])
    ;[carla, diego, sofia] = desks as [Page, Page, Page]
    heard = await hearAlerts(carla, agent.name)
    await carla.goto(`${server.origin}/tickets/${ticket.id}?view=mine`)
    await claim(carla, agent.name)
    await heard.toggle('Sonido', 'Avisos del navegador')
  }, trainingTimeoutMs)
  afterAll(() => {
    killPrograms()
    folder.remove()
  })

  it('is counted down to from the start', async () => {
    await countdown(carla, 'calm')
      .getByText(/^en 23 h/)
      .waitFor()
  })

  it('is announced at 80 % to who has the ticket, in the conversation and by the countdown', async () => {
    await letHoursPass(folder.path, ticket, 20)
    await log(carla).getByText('Pasó el 80 % del plazo').waitFor()
    await countdown(carla, 'soon')
      .getByText(/^en 3 h/)
      .waitFor()
    expect(await heard.notices()).toEqual([])
  })

  it('becomes an escalation packet at the breach, in the queue of COM Campañas Específicas', async () => {
    await sofia.goto(`${server.origin}/escalations`)
    await sofia.getByText('No hay incumplimientos').waitFor()
    await letHoursPass(folder.path, ticket, 5)
    await log(carla).getByText('El ticket pasó a COM Campañas Específicas').waitFor()
    await countdown(carla, 'late')
      .getByText(/^atrasado/)
      .waitFor()
    const row = sofia.getByRole('row', { name: new RegExp(`Ticket ${ticket.number}`) })
    await row.getByText(agent.name).waitFor()
    await looksRight(sofia, 'late-escalations')
    await diego.goto(`${server.origin}/queue/campaigns`)
    await diego
      .getByRole('navigation', { name: 'Tickets' })
      .getByRole('link', { name: /^COM Campañas Específicas 1$/ })
      .waitFor()
  })

  it('is told to who had the ticket by one notice and one sound', async () => {
    expect(await eventually(heard.notices, (told) => told.length > 0)).toEqual(['Ticket atrasado'])
    // The first tone was the one that says what the sound is like.
    expect(await heard.tones()).toBe(2)
  })

  it('is acknowledged by the supervisor, once', async () => {
    await sofia
      .getByRole('button', { name: `Recibir el incumplimiento del ticket ${ticket.number}` })
      .click()
    await sofia.getByText('No hay incumplimientos').waitFor()
    await sofia.getByRole('link', { name: /todos/i }).click()
    const row = sofia.getByRole('row', { name: new RegExp(`Ticket ${ticket.number}`) })
    await row.getByText('Recibido').waitFor()
    await row.getByText(`${agent.name} → ${supervisor.name}`).waitFor()
  })

  describe('the supervisor then', () => {
    it('takes the ticket', async () => {
      await sofia.goto(`${server.origin}/tickets/${ticket.id}?view=campaigns`)
      await claim(sofia, supervisor.name)
    })

    it('hears of it as set: nothing, the sound alone, the notice alone, and never again', async () => {
      const alerts = await hearAlerts(sofia, supervisor.name)
      await sofia.reload()
      await countdown(sofia, 'late').waitFor()
      await alerts.toggle('Sonido')
      expect(await eventually(alerts.tones, (tones) => tones > 1)).toBe(2)
      expect(await alerts.notices()).toEqual([])
      await alerts.toggle('Sonido')
      await sofia.evaluate(`localStorage.removeItem('fideliza.alert.told')`)
      await alerts.toggle('Avisos del navegador')
      expect(await eventually(alerts.notices, (told) => told.length > 0)).toEqual([
        'Ticket atrasado',
      ])
      expect(await alerts.tones()).toBe(2)
      const looked = sofia.waitForResponse(/\/api\/tickets\?.*assignee=me&limit=200/)
      await sofia.reload()
      await (await looked).finished()
      await countdown(sofia, 'late').waitFor()
      expect(await alerts.notices()).toEqual([])
    })

    it('sends a picture, which the customer gets', async () => {
      const pixel =
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
      const chosen = sofia.waitForEvent('filechooser')
      await sofia.getByRole('button', { name: 'Adjuntar' }).click()
      await sofia.getByRole('menuitem', { name: 'Imagen' }).click()
      await (
        await chosen
      ).setFiles({
        name: 'oferta.png',
        mimeType: 'image/png',
        buffer: Buffer.from(pixel, 'base64'),
      })
      const dialog = sofia.getByRole('dialog')
      await dialog.getByRole('textbox').fill('Nuestra oferta para usted')
      await dialog.getByRole('button', { name: 'Enviar' }).click()
      await dialog.waitFor({ state: 'detached' })
      await log(sofia).getByText('Nuestra oferta para usted').waitFor()
      const said = async () => {
        const query = `contact=${encodeURIComponent(phone)}&limit=500`
        const answer = await fetch(`${server.origin}/simulator/messages?${query}`)
        const lines = (await answer.json()) as { author: string; media?: unknown }[]
        return lines.filter(({ author, media }) => author === 'agent' && Boolean(media)).length
      }
      expect(await eventually(said, (count) => count > 0)).toBe(1)
    })

    it('closes it, and opens it again within the time for that', async () => {
      await sofia.getByRole('button', { name: 'Cerrar', exact: true }).click()
      const dialog = sofia.getByRole('dialog')
      await dialog.getByLabel('Resultado').selectOption({ label: 'Sin contacto' })
      await dialog.getByLabel('Motivo').fill('No contestó la llamada.')
      await dialog.getByRole('button', { name: 'Cerrar ticket' }).click()
      await sofia.getByRole('button', { name: 'Reabrir' }).click()
      await log(sofia).getByText(`${supervisor.name} reabrió el ticket`).waitFor()
      await sofia.getByText('Lo atiende usted').waitFor()
    })
  })

  it('met no exception in a page', () => {
    expect(browser.faults()).toEqual([])
  })
})
