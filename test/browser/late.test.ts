import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { readConnectionFile } from 'embedded-mongodb'
import mongoose from 'mongoose'
import type { Page } from 'playwright-core'
import { trainingTimeoutMs } from '../support/run-command.js'
import { killPrograms } from '../support/start-program.js'
import { describeInBrowser } from './support/chromium.js'
import { eventually } from './support/eventually.js'
import { dataFolder, serve, type Running } from './support/house.js'
import { looksRight } from './support/looks-right.js'
import { answerSurvey, oneTicket, seedAdmin, type Ticket } from './support/seed.js'
import { agent } from './support/sign-in.js'
import { addTeam, colleague, openDesks, supervisor } from './support/team.js'

jest.setTimeout(120_000)

const hourMs = 3_600_000
const phone = '+593987650001'

type Clock = Record<'startedAt' | 'runningFrom' | 'dueAt', Date>

/** As if so many more hours had gone by since the ticket was opened: the browser tests have no clock of their own. */
const letHoursPass = async (dataDirectory: string, ticket: Ticket, hours: number) => {
  const database = await readConnectionFile(join(dataDirectory, 'mongodb'))
  const connection = await mongoose
    .createConnection(database?.uri ?? '', { dbName: 'fideliza' })
    .asPromise()
  const earlier = (at: Date): Date => new Date(at.getTime() - hours * hourMs)
  const tickets = connection.collection<{ _id: string; clocks: Clock[]; dueAt: Date }>('tickets')
  const stored = await tickets.findOne({ _id: ticket.id })
  await tickets.updateOne(
    { _id: ticket.id },
    {
      $set: {
        alarmAt: new Date(),
        dueAt: earlier(stored?.dueAt ?? new Date()),
        clocks: (stored?.clocks ?? []).map((clock) => ({
          ...clock,
          startedAt: earlier(clock.startedAt),
          runningFrom: earlier(clock.runningFrom),
          dueAt: earlier(clock.dueAt),
        })),
      },
      $inc: { version: 1 },
    },
  )
  await connection.close()
}

/** One promise that is not kept, with two agents and a supervisor; each step goes on from the one before it. */
describeInBrowser('a first contact that is late', (browser) => {
  const folder = dataFolder()
  let server: Running
  let carla: Page
  let diego: Page
  let sofia: Page
  let ticket: Ticket

  const log = (page: Page) => page.getByRole('log', { name: 'Conversación' })

  beforeAll(async () => {
    server = await serve(folder.path)
    const session = await seedAdmin(server)
    await addTeam(server, session)
    await answerSurvey(server, phone)
    ticket = await oneTicket(server, session)
    const desks = await openDesks(browser, server, [agent, colleague, supervisor])
    ;[carla, diego, sofia] = desks as [Page, Page, Page]
    await carla.goto(`${server.origin}/tickets/${ticket.id}?view=mine`)
    await carla.getByRole('button', { name: 'Tomar', exact: true }).click()
    await carla.getByText('Lo atiende usted').waitFor()
  }, trainingTimeoutMs)
  afterAll(() => {
    killPrograms()
    folder.remove()
  })

  it('is announced at 80 % to who has the ticket', async () => {
    await letHoursPass(folder.path, ticket, 20)
    await log(carla).getByText('Pasó el 80 % del plazo').waitFor()
  })

  it('becomes an escalation packet at the breach, in the queue of COM Campañas Específicas', async () => {
    await sofia.goto(`${server.origin}/escalations`)
    await sofia.getByText('No hay incumplimientos').waitFor()
    await letHoursPass(folder.path, ticket, 5)
    await log(carla).getByText('El ticket pasó a COM Campañas Específicas').waitFor()
    const row = sofia.getByRole('row', { name: new RegExp(`Ticket ${ticket.number}`) })
    await row.getByText(agent.name).waitFor()
    await looksRight(sofia, 'late-escalations')
    await diego.goto(`${server.origin}/queue/campaigns`)
    await diego
      .getByRole('navigation', { name: 'Tickets' })
      .getByRole('link', { name: /^COM Campañas Específicas 1$/ })
      .waitFor()
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
    it('takes the ticket and sends a picture, which the customer gets', async () => {
      await sofia.goto(`${server.origin}/tickets/${ticket.id}?view=campaigns`)
      await sofia.getByRole('button', { name: 'Tomar', exact: true }).click()
      await sofia.getByText('Lo atiende usted').waitFor()
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
