import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals'
import type { Page } from 'playwright-core'
import { trainingTimeoutMs } from '../support/run-command.js'
import { killPrograms, startProgram } from '../support/start-program.js'
import { describeInBrowser } from './support/chromium.js'
import { eventually } from './support/eventually.js'
import { dataFolder, serve, type Running } from './support/house.js'
import { openPhone, surveyDialogue, thanks, type Phone } from './support/phone.js'
import { admin, agent, makeFirstAdmin, signIn } from './support/sign-in.js'

jest.setTimeout(120_000)

const customer = 'Rosa Elena Chiriboga'
const comment = 'se corta la señal cuando llueve'
const whileHuman = '¿es verdad este mensaje o es una estafa?'
const reply = 'Buenas tardes, soy Carla. Mañana un técnico revisa su señal.'
const afterClose = '¿este mensaje es real?'
const botAnswer = 'para CNT usted es un cliente muy importante'

type Item = { id: string; author: string; status: string; text: string | null }
type Everything = { tickets: unknown; messages: Item[]; phone: Item[] }

/** Each step needs the one before it, as in the story itself. */
describeInBrowser(
  'the story: a survey on the phone becomes a ticket an agent handles',
  (browser) => {
    const folder = dataFolder()
    let server: Running
    let adminPage: Page
    let desk: Page
    let phone: Phone
    let before: Everything

    const get = async <T>(page: Page, path: string): Promise<T> => {
      const response = await page.request.get(`${server.origin}${path}`)
      expect({ path, status: response.status() }).toEqual({ path, status: 200 })
      return (await response.json()) as T
    }
    const onPhone = () => get<Item[]>(phone.page, '/simulator/messages?contact=%2B593987650001')
    const everything = async (): Promise<Everything> => {
      const tickets = await get<{ items: { conversationId: string }[] }>(adminPage, '/api/tickets')
      const id = tickets.items[0]?.conversationId ?? ''
      const { items } = await get<{ items: Item[] }>(
        adminPage,
        `/api/conversations/${id}/messages?limit=200`,
      )
      return { tickets, messages: items, phone: await onPhone() }
    }
    const ticketRow = () => desk.getByRole('link', { name: /^Ticket 1, / })
    const log = () => desk.getByRole('log', { name: 'Conversación' })

    beforeAll(async () => {
      server = await serve(folder.path)
      adminPage = await browser.open()
      desk = await browser.open({ viewport: { width: 1440, height: 900 } })
    }, trainingTimeoutMs)
    afterAll(() => {
      killPrograms()
      folder.remove()
    })

    it('makes the first admin through the link of the terminal', async () => {
      expect(server.setup).not.toBeNull()
      await makeFirstAdmin(adminPage, server.setup ?? '')
      await adminPage
        .getByRole('button', { name: `Cuenta de ${admin.name}` })
        .first()
        .waitFor()
    })

    it('adds an agent by the command while the server runs', async () => {
      const words = ['user', 'add', '--email', agent.email, '--name', agent.name]
      const command = startProgram([...words, '--role', 'agent', '--password-stdin'], {
        folder: folder.path,
      })
      command.write(`${agent.password}\n`)
      expect({ exitCode: await command.ended, notes: command.notes() }).toMatchObject({
        exitCode: 0,
      })
    })

    it('lets the agent sign in to an empty queue', async () => {
      await signIn(desk, server.console, agent)
      await desk.getByRole('link', { name: /^Libres/ }).click()
      await desk.getByText('No hay tickets libres').waitFor()
      // A reload would make another window, without this.
      await desk.evaluate('window.openedBeforeSurvey = true')
    })

    it('asks the whole survey on the phone', async () => {
      phone = await openPhone(await browser.open(), server.chat, customer)
      for (const [question, answer] of surveyDialogue) {
        await phone.shows(question)
        await phone.writes(answer)
      }
      await phone.shows(thanks)
    })

    it('shows the ticket in the queue without a reload', async () => {
      await ticketRow().waitFor()
      const row = new RegExp(`^Ticket 1, Alta.*${customer}.*TV.*libre`)
      await desk.getByRole('link', { name: row }).waitFor()
      expect(await desk.evaluate<boolean>('window.openedBeforeSurvey')).toBe(true)
    })

    it('gives the ticket to the agent who claims it, with the conversation and the answers', async () => {
      await desk.getByRole('button', { name: 'Tomar ticket 1' }).click()
      await desk.getByText('Lo atiende usted').waitFor()
      await log().getByText(comment).waitFor()
      const card = desk.getByRole('complementary', { name: 'Ficha del cliente' })
      await card.getByText(comment).waitFor()
      await card.getByText('No estoy seguro').waitFor()
    })

    it('shows what the customer writes live, and keeps the bot silent', async () => {
      await phone.writes(whileHuman)
      await log().getByText(whileHuman).waitFor()
      await phone.page.getByText('Atiende una persona: el bot guarda el mensaje y calla.').waitFor()
    })

    it("brings the agent's reply to the phone, and the ticks to both", async () => {
      await desk.getByRole('textbox', { name: 'Mensaje para el cliente' }).fill(reply)
      await desk.getByRole('button', { name: 'Enviar' }).click()
      await phone.shows(reply)
      const sent = log().getByRole('listitem').filter({ hasText: reply })
      await sent.getByText('Leído').waitFor()
      const own = phone.bubbles.filter({ hasText: whileHuman })
      await own.getByText('Leído').waitFor()
      const last = (await onPhone()).slice(-2)
      expect(last.map(({ author, text }) => [author, text])).toEqual([
        ['contact', whileHuman],
        ['agent', reply],
      ])
    })

    it('closes the ticket with an outcome and a reason', async () => {
      await desk.getByRole('button', { name: 'Cerrar', exact: true }).click()
      const dialog = desk.getByRole('dialog', { name: 'Cerrar el ticket 1' })
      await dialog.getByRole('button', { name: 'Cerrar ticket' }).click()
      await dialog.getByText('Elija un resultado.').waitFor()
      await dialog.getByText('Escriba el motivo.').waitFor()
      await dialog.getByLabel('Resultado').selectOption({ label: 'Se queda' })
      await dialog.getByLabel('Motivo').fill('Se queda si el técnico arregla la señal.')
      await dialog.getByLabel('Por qué faltan').fill('El cliente pidió seguir por teléfono.')
      await dialog.getByRole('button', { name: 'Cerrar ticket' }).click()
      await dialog.waitFor({ state: 'detached' })
      await desk
        .getByText('El ticket está cerrado. El bot atiende la conversación de nuevo.')
        .waitFor()
      // The console shows the close at once and sends it meanwhile.
      const closed = () => get<{ items: unknown[] }>(adminPage, '/api/tickets?status=closed')
      const { items } = await eventually(closed, (answer) => answer.items.length > 0)
      expect(items).toMatchObject([
        { number: 1, outcome: 'saved', closeReason: 'Se queda si el técnico arregla la señal.' },
      ])
    })

    it('lets the bot answer again', async () => {
      await phone.writes(afterClose)
      await phone.shows(botAnswer)
      const silent = (await onPhone()).filter(({ text }) => text?.includes(botAnswer))
      expect(silent).toHaveLength(1)
    })

    it('lets an admin read the transcript', async () => {
      await adminPage.getByRole('link', { name: 'Conversaciones' }).first().click()
      await adminPage.getByRole('link', { name: new RegExp(customer) }).click()
      const transcript = adminPage.getByRole('log', { name: 'Conversación' })
      for (const text of [comment, whileHuman, reply, afterClose, botAnswer]) {
        await transcript.getByText(text).first().waitFor()
      }
      await adminPage.getByText('Está leyendo esta conversación.').waitFor()
    })

    it('is as it was after the server was killed', async () => {
      const isRead = ({ author, status }: Item) => author === 'contact' || status === 'read'
      // The readings of one look are of different moments: still is what two looks see alike.
      const twice = async () => [await everything(), await everything()] as const
      const isStill = ([one, other]: readonly [Everything, Everything]) =>
        other.phone.every(isRead) && isDeepStrictEqual(one, other)
      const looks = await eventually(twice, isStill)
      expect(isStill(looks)).toBe(true)
      before = looks[1]
      server.program.signal('SIGKILL')
      await server.program.ended
      await desk.getByText(/^Sin conexión en vivo desde las/).waitFor()

      server = await serve(folder.path, Number(new URL(server.origin).port))
      console.log(`ready ${server.readyInSeconds} s after a kill`)
      expect(server.setup).toBeNull()
      expect(await everything()).toEqual(before)
      await desk.getByText(/^Sin conexión en vivo desde las/).waitFor({ state: 'hidden' })
      await desk.reload()
      await log().getByText(reply).waitFor()
      await phone.page.reload()
      await phone.shows(botAnswer)
    })

    it('stops within 5 seconds of SIGTERM and is back at once', async () => {
      const askedAt = performance.now()
      server.program.signal('SIGTERM')
      expect(await server.program.ended).toBe(0)
      const stoppedInMs = performance.now() - askedAt
      server = await serve(folder.path, Number(new URL(server.origin).port))
      console.log(
        `stopped in ${(stoppedInMs / 1000).toFixed(1)} s, ready again in ${server.readyInSeconds} s`,
      )
      expect(stoppedInMs).toBeLessThan(5_000)
      // Three seconds is what an idle machine needs; this one runs the other tests as well.
      expect(server.readyInSeconds).toBeLessThan(15)
      expect(await everything()).toEqual(before)
    })

    it('met no exception in a page and nothing the security policy refused', () => {
      expect(browser.faults()).toEqual([])
    })
  },
)
