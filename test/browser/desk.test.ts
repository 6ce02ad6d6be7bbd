import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Page } from 'playwright-core'
import { trainingTimeoutMs } from '../support/run-command.js'
import { killPrograms } from '../support/start-program.js'
import { describeInBrowser } from './support/chromium.js'
import { dataFolder, serve, type Running } from './support/house.js'
import { looksRight } from './support/looks-right.js'
import { act, answerSurvey, say, seedAdmin, type Ticket } from './support/seed.js'
import { agent } from './support/sign-in.js'
import { addTeam, colleague, openDesks, supervisor } from './support/team.js'

jest.setTimeout(120_000)

const rosa = 'Rosa Elena Chiriboga'
const wantsToLeave = 'quiero cancelar el servicio, comuníqueme con un asesor'

/** Two agents and a supervisor at once. Each step goes on from the one before it, as a shift does. */
describeInBrowser('the desk, with two agents and a supervisor', (browser) => {
  const folder = dataFolder()
  let server: Running
  let carla: Page
  let diego: Page
  let sofia: Page
  let ticket: Ticket

  const log = (page: Page) => page.getByRole('log', { name: 'Conversación' })
  const card = (page: Page) => page.getByRole('complementary', { name: 'Ficha del cliente' })
  const queues = (page: Page) => page.getByRole('navigation', { name: 'Tickets' })
  const reply = (page: Page) => page.getByRole('textbox', { name: 'Mensaje para el cliente' })
  const open = (page: Page) => page.goto(`${server.origin}/tickets/${ticket.id}?view=free`)

  beforeAll(async () => {
    server = await serve(folder.path)
    const session = await seedAdmin(server)
    await addTeam(server, session)
    await act(server, session, '/api/tags', { name: 'Oferta enviada', colour: 'teal' })
    await answerSurvey(server, '+593987650001')
    for (const phone of ['+593987650011', '+593987650012', '+593987650013']) {
      await say(server, phone, wantsToLeave, '')
    }
    const response = await fetch(`${server.origin}/api/tickets?limit=200`, session)
    const { items } = (await response.json()) as { items: Ticket[] }
    const [first] = items
    if (!first) throw new Error('There is no ticket to work on.')
    ticket = first
    const desks = await openDesks(browser, server, [agent, colleague, supervisor])
    ;[carla, diego, sofia] = desks as [Page, Page, Page]
  }, trainingTimeoutMs)
  afterAll(() => {
    killPrograms()
    folder.remove()
  })

  describe('the panes', () => {
    it('show queues with live counts, the conversation and the customer side by side', async () => {
      await open(carla)
      await queues(carla)
        .getByRole('link', { name: /^Libres 4$/ })
        .waitFor()
      for (const width of [1440, 1024]) {
        await carla.setViewportSize({ width, height: 800 })
        await queues(carla).waitFor()
        await log(carla).waitFor()
        await card(carla).waitFor()
      }
    })

    it('stand one at a time on a phone, each with a way back', async () => {
      await carla.setViewportSize({ width: 360, height: 740 })
      await carla.getByRole('button', { name: 'Ficha del cliente' }).click()
      await card(carla).getByText('Televisión').first().waitFor()
      await carla.getByRole('button', { name: 'Volver a la conversación' }).click()
      await card(carla).waitFor({ state: 'detached' })
      await carla.getByRole('link', { name: 'Volver a la lista' }).click()
      await carla.getByRole('heading', { name: 'Libres' }).waitFor()
      await carla.getByRole('link', { name: 'Ver las colas' }).click()
      await queues(carla).getByRole('link', { name: /^Mías/ }).click()
      await carla.waitForURL('**/queue/mine')
      await carla.setViewportSize({ width: 1440, height: 900 })
    })

    it('remember a folded section of the customer card', async () => {
      await open(carla)
      const section = card(carla).getByRole('button', { name: 'Respuestas de la encuesta' })
      await section.click()
      await carla.reload()
      expect(await section.getAttribute('aria-expanded')).toBe('false')
      await section.click()
    })

    it('look right', async () => {
      await carla.goto(`${server.origin}/queue/all`)
      await carla.getByText(rosa).first().waitFor()
      await looksRight(carla, 'desk-queue')
      await open(carla)
      await log(carla).waitFor()
      await looksRight(carla, 'desk-ticket')
    })
  })

  describe('a ticket of one agent', () => {
    it('is claimed by one, and the others see it', async () => {
      await open(diego)
      await log(diego).waitFor()
      await open(carla)
      await carla.getByRole('button', { name: 'Tomar', exact: true }).click()
      await carla.getByText('Lo atiende usted').waitFor()
      await diego.getByText(`Lo atiende ${agent.name}`).first().waitFor()
      await queues(diego)
        .getByRole('link', { name: /^Libres 3$/ })
        .waitFor()
    })

    it('tells who else is looking', async () => {
      await carla.getByText(`${colleague.name} también está viendo este ticket`).waitFor()
    })

    it('keeps a draft for the other screen of the same agent', async () => {
      await reply(carla).fill('Buenas tardes, doña Rosa')
      await carla.getByText('Borrador guardado', { exact: true }).waitFor()
      const [other] = await openDesks(browser, server, [agent])
      if (!other) throw new Error('There is no second screen.')
      await open(other)
      await other.waitForFunction(
        `document.querySelector('textarea')?.value === 'Buenas tardes, doña Rosa'`,
      )
      await other.context().close()
      await reply(carla).fill('')
    })

    it('offers ready replies after a slash, filled in for this customer', async () => {
      await reply(carla).fill('')
      await reply(carla).pressSequentially('/')
      const ready = carla.getByRole('listbox', { name: 'Respuestas listas' })
      await ready.getByRole('option').first().waitFor()
      await reply(carla).press('Escape')
      await ready.waitFor({ state: 'detached' })
      await reply(carla).fill('')
    })

    it('shows a send that failed with its reason, and sends it once more', async () => {
      await carla.route('**/messages', (route) => route.abort())
      await reply(carla).fill('Le llamo en diez minutos.')
      await reply(carla).press('Enter')
      await log(carla)
        .getByText(/^No se envió: No hay conexión con el servidor/)
        .waitFor()
      await carla.unroute('**/messages')
      await log(carla).getByRole('button', { name: 'Reintentar envío' }).click()
      const sent = log(carla)
        .getByRole('listitem')
        .filter({ hasText: 'Le llamo en diez minutos.' })
        .last()
      await sent.getByText(/^(Entregado|Leído)$/).waitFor()
    })

    it('gives back words that may not reach a customer', async () => {
      await reply(carla).fill('Usted está en riesgo de deserción')
      await reply(carla).press('Enter')
      await carla
        .getByRole('alert')
        .filter({ hasText: /riesgo/ })
        .first()
        .waitFor()
      expect(await reply(carla).inputValue()).toBe('Usted está en riesgo de deserción')
      await reply(carla).fill('')
    })

    it('keeps a note among the messages and tells who was named', async () => {
      await carla.getByText('Nota interna', { exact: true }).click()
      const note = carla.getByRole('textbox', { name: 'Nota para el equipo' })
      await note.pressSequentially('Revisar la oferta con @Sof')
      await carla.getByRole('option', { name: supervisor.name }).waitFor()
      await note.press('Enter')
      await note.press('Enter')
      await log(carla).getByText(`Nota interna de ${agent.name}`).waitFor()
      await looksRight(carla, 'desk-note')
      await sofia.goto(`${server.origin}/mentions`)
      await sofia.getByText('Revisar la oferta con').waitFor()
      await sofia.getByRole('link', { name: 'Ver el ticket' }).click()
      await log(sofia).getByText(`Nota interna de ${agent.name}`).waitFor()
    })

    it('takes a tag', async () => {
      const tags = card(carla).getByRole('group', { name: 'Etiquetas' })
      await tags.getByRole('button', { name: 'Etiqueta' }).click()
      await carla.getByRole('menuitemcheckbox', { name: 'Oferta enviada' }).click()
      await carla.keyboard.press('Escape')
      await tags.getByText('Oferta enviada').first().waitFor()
    })

    it('waits for the customer, and is taken up again', async () => {
      await carla.getByRole('button', { name: 'Más acciones' }).click()
      await carla.getByRole('menuitem', { name: 'En espera' }).click()
      await carla.getByRole('dialog').getByRole('button', { name: 'Dejar en espera' }).click()
      await carla.getByText(/^en espera hasta/).waitFor()
      await queues(sofia)
        .getByRole('link', { name: /^En espera 1$/ })
        .waitFor()
      await carla.getByRole('button', { name: 'Retomar' }).click()
      await carla.getByText('Tomado', { exact: true }).waitFor()
    })

    it('goes to a colleague with a note', async () => {
      await carla.keyboard.press('t')
      const dialog = carla.getByRole('dialog', { name: /^Transferir el ticket/ })
      await dialog.getByLabel('A quién').selectOption({ label: 'Supervisión' })
      await dialog.getByRole('button', { name: 'Cancelar' }).click()
      await dialog.waitFor({ state: 'detached' })
      await carla.keyboard.press('t')
      const choice = dialog.getByRole('option', { name: new RegExp(`^${colleague.name}`) })
      await dialog.getByLabel('A quién').selectOption((await choice.getAttribute('value')) ?? '')
      await dialog.getByLabel('Nota').fill('Prefiere que le escriban en la tarde.')
      await dialog.getByRole('button', { name: 'Transferir ticket' }).click()
      await diego.getByText('Lo atiende usted').waitFor()
      await log(diego)
        .getByText(/Prefiere que le escriban en la tarde/)
        .waitFor()
    })

    it('is taken over by the supervisor', async () => {
      await open(sofia)
      await sofia.getByRole('button', { name: 'Hacerse cargo' }).click()
      await sofia.getByText('Lo atiende usted').waitFor()
      await diego.getByText(`Lo atiende ${supervisor.name}`).first().waitFor()
    })
  })

  describe('the queue', () => {
    it('gives the next ticket to who asks with n', async () => {
      await diego.goto(`${server.origin}/queue/mine`)
      await diego.getByText('No tiene tickets tomados').waitFor()
      await diego.keyboard.press('n')
      await diego.getByText('Lo atiende usted').waitFor()
    })

    it('is walked and worked by keys alone', async () => {
      await carla.goto(`${server.origin}/queue/free`)
      const rows = carla.getByRole('link', { name: /^Ticket \d/ })
      await rows.first().waitFor()
      await carla.keyboard.press('j')
      await carla.keyboard.press('j')
      await carla.keyboard.press('k')
      await carla.keyboard.press('Enter')
      await carla.waitForURL('**/tickets/**')
      await log(carla).waitFor()
      await carla.keyboard.press('Escape')
      await carla.waitForURL('**/queue/free')
      await carla.keyboard.press('?')
      await carla.getByRole('dialog', { name: 'Atajos de teclado' }).waitFor()
      await carla.keyboard.press('Escape')
      await carla.keyboard.press('Control+k')
      const palette = carla.getByRole('dialog', { name: 'Órdenes' })
      await palette.getByRole('combobox').fill('equipo')
      await palette.getByRole('option', { name: 'Ir a Equipo' }).waitFor()
      await looksRight(carla, 'desk-palette')
      await carla.keyboard.press('Enter')
      await carla.waitForURL('**/team')
    })

    it('keeps a search as a view with an address of its own', async () => {
      await carla.goto(`${server.origin}/queue/all`)
      await carla.getByRole('searchbox', { name: 'Buscar tickets' }).fill('rosa')
      await carla.waitForURL('**/queue/all?search=rosa')
      await carla.getByRole('button', { name: 'Acciones de la lista' }).click()
      await carla.getByRole('menuitem', { name: 'Guardar como vista' }).click()
      await carla.getByLabel('Nombre de la vista').fill('Doña Rosa')
      await carla.getByRole('button', { name: 'Guardar' }).click()
      await carla.waitForURL('**/queue/saved-*')
      await carla.getByRole('heading', { name: 'Doña Rosa' }).waitFor()
      await carla.getByText(rosa).first().waitFor()
    })

    it('takes an action for several tickets at once', async () => {
      await carla.goto(`${server.origin}/queue/free`)
      await carla.getByRole('button', { name: 'Acciones de la lista' }).click()
      await carla.getByRole('menuitem', { name: 'Marcar tickets' }).click()
      await carla.getByRole('button', { name: 'Marcar los cargados' }).click()
      await looksRight(carla, 'desk-bulk')
      await carla
        .getByRole('toolbar', { name: 'Acciones en grupo' })
        .getByRole('button', { name: 'Tomar' })
        .click()
      await carla.getByText(/^Hecho en 2 tickets\./).waitFor()
      await carla.getByText('No hay tickets libres').waitFor()
    })
  })

  describe('the team', () => {
    it('shows presence and load, and follows who goes away', async () => {
      await sofia.goto(`${server.origin}/team`)
      const row = sofia.getByRole('row', { name: new RegExp(agent.name) })
      await row.getByText('En línea').waitFor()
      await looksRight(sofia, 'desk-team')
      await carla
        .getByRole('button', { name: `Cuenta de ${agent.name}` })
        .first()
        .click()
      await carla.getByRole('menuitemradio', { name: 'Ausente' }).click()
      await row.getByText('Ausente').waitFor()
    })

    it('has a list of breaches for the supervisor', async () => {
      await sofia.goto(`${server.origin}/escalations`)
      await sofia.getByText('No hay incumplimientos').waitFor()
      await looksRight(sofia, 'desk-escalations')
    })
  })

  it('speaks the language of who reads it', async () => {
    await diego.goto(`${server.origin}/queue/mine`)
    for (const [name, lang, title] of [
      ['Português', 'pt', 'Meus'],
      ['English', 'en', 'Mine'],
      ['Español', 'es', 'Mías'],
    ] as const) {
      await diego.locator('nav button[aria-label]').last().click()
      await diego.getByRole('menuitemradio', { name }).click()
      await diego.getByRole('heading', { name: title }).waitFor()
      expect(await diego.evaluate<string>('document.documentElement.lang')).toBe(lang)
    }
  })

  it('tells of a new ticket by a notice, where this browser is set to', async () => {
    await diego.addInitScript(`
      window.told = []
      window.Notification = class {
        static permission = 'granted'
        static requestPermission = () => Promise.resolve('granted')
        constructor(title) { window.told.push(title) }
        addEventListener() {}
      }
    `)
    await diego.goto(`${server.origin}/queue/free`)
    await diego
      .getByRole('button', { name: `Cuenta de ${colleague.name}` })
      .first()
      .click()
    await diego.getByRole('menuitemcheckbox', { name: 'Sonido' }).click()
    await diego.getByRole('menuitemcheckbox', { name: 'Avisos del navegador' }).click()
    await looksRight(diego, 'desk-account')
    await diego.keyboard.press('Escape')
    await say(server, '+593987650015', wantsToLeave, '')
    await diego.waitForFunction(`window.told.includes('Ticket nuevo')`)
    await diego.getByText('1 ticket nuevo en la lista').waitFor({ state: 'attached' })
  })

  it('met no exception in a page', () => {
    expect(browser.faults()).toEqual([])
  })
})
