import { beforeAll, describe, expect, it } from '@jest/globals'
import { claim, leave, log, queues, reply, wantsToLeave } from '../support/desk.js'
import { eventually } from '../support/eventually.js'
import { framesPass } from '../support/frames.js'
import { say } from '../support/seed.js'
import { agent } from '../support/sign-in.js'
import { read, type Office } from './office.js'

type Tickets = { items: { id: string; number: number; conversationId: string }[] }
type Ticket = { contact: { phoneDisplay: string } }
type Counts = { free: number; all: { open: number; claimed: number; waiting: number } }

const sentOffline = 'Le escribo sin conexión.'
const saidMeanwhile = 'sigo esperando su respuesta'

/** Offline, the world goes on; back again, every screen is as the server has it. */
export const lostConnection = (office: Office): void => {
  describe('a lost connection', () => {
    let mine: Tickets['items'][number]
    const free = () => read<Tickets>(office, '/api/tickets?status=open&limit=200')

    beforeAll(async () => {
      const [first] = (await free()).items
      if (!first) throw new Error('There is no free ticket.')
      mine = first
      await office.carla.goto(`${office.server.origin}/tickets/${mine.id}?view=free`)
      await claim(office.carla, agent.name)
      await reply(office.carla).waitFor()
    })

    it('is told, with the reply that did not get away and the claim that was not made', async () => {
      const { carla } = office
      await carla.context().setOffline(true)
      await carla.getByText(/^Sin conexión en vivo desde las/).waitFor()
      await reply(carla).fill(sentOffline)
      await reply(carla).press('Enter')
      await log(carla)
        .getByText(/^No se envió: No hay conexión con el servidor/)
        .waitFor()
      await carla.getByRole('button', { name: 'Más acciones' }).click()
      await carla.getByRole('menuitem', { name: 'Soltar' }).click()
      await carla.getByRole('alert').filter({ hasText: 'No se hizo' }).waitFor()
      await carla.getByText('Lo atiende usted').waitFor()
    })

    it('lets nobody believe that they are signed out', async () => {
      const { carla } = office
      const refused = carla.waitForEvent(
        'requestfailed',
        (call) => call.method() === 'DELETE' && call.url().endsWith('/api/session'),
      )
      await carla
        .getByRole('button', { name: `Cuenta de ${agent.name}` })
        .first()
        .click()
      await carla.getByRole('menuitem', { name: 'Salir' }).click()
      await refused
      await framesPass(carla, 30)
      expect(new URL(carla.url()).pathname).toBe(`/tickets/${mine.id}`)
    })

    it('keeps the page when a part of it cannot be loaded, and brings it later', async () => {
      const { carla } = office
      await carla.getByRole('heading', { level: 1 }).click()
      await carla.keyboard.press('Control+k')
      await carla.getByText('Lo atiende usted').waitFor()
    })

    it('leaves nothing behind once it is back: list, counts and conversation', async () => {
      const { carla, server } = office
      const { contact } = await read<Ticket>(office, `/api/tickets/${mine.id}`)
      const taken = (await free()).items[0]
      await office.post(`/api/tickets/${taken?.id ?? ''}/claim`, {})
      await say(server, '+593987650016', wantsToLeave, '')
      const from = contact.phoneDisplay.replaceAll(' ', '')
      await office.post('/simulator/messages', { from, text: saidMeanwhile })
      await carla.context().setOffline(false)
      await leave(carla.getByRole('dialog', { name: 'Órdenes' }))
      await carla.getByText(/^Sin conexión en vivo desde las/).waitFor({ state: 'detached' })
      await log(carla).getByText(saidMeanwhile).waitFor()
      const shown = async () => {
        const links = await carla.getByRole('link', { name: /^Ticket \d/ }).allTextContents()
        return links.map((text) => Number(/^Ticket (\d+)/.exec(text)?.[1]))
      }
      const there = (await free()).items.map(({ number }) => number)
      expect(await eventually(shown, (rows) => String(rows) === String(there))).toEqual(there)
      const counts = await read<Counts>(office, '/api/tickets/counts')
      await queues(carla)
        .getByRole('link', { name: `Libres ${counts.free}`, exact: true })
        .waitFor()
      const { open, claimed, waiting } = counts.all
      await queues(carla)
        .getByRole('link', { name: `Todas ${open + claimed + waiting}`, exact: true })
        .waitFor()
    })

    it('lets the reply be sent once more, once', async () => {
      const { carla } = office
      await log(carla).getByRole('button', { name: 'Reintentar envío' }).click()
      const sent = log(carla).getByRole('listitem').filter({ hasText: sentOffline })
      await sent.getByText(/^(Entregado|Leído)$/).waitFor()
      // The answer to the send may be later than its delivery.
      const shown = () => sent.count()
      expect(await eventually(shown, (count) => count === 1)).toBe(1)
    })
  })
}
