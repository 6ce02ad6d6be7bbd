import { join } from 'node:path'
import { afterAll, beforeAll, describe, it, jest } from '@jest/globals'
import type { Page } from 'playwright-core'
import { packageRoot, trainingTimeoutMs } from '../support/run-command.js'
import { killPrograms } from '../support/start-program.js'
import { describeInBrowser } from './support/chromium.js'
import { dataFolder, serve, type Running } from './support/house.js'
import { looksRight } from './support/looks-right.js'
import { act, answerSurvey, oneTicket, say, seedAdmin, type Ticket } from './support/seed.js'
import { admin, signIn } from './support/sign-in.js'

jest.setTimeout(120_000)

const images = join(packageRoot, 'docs', 'images')
const reply = 'Buenas tardes, soy Marcela. Mañana un técnico revisa su señal.'

describeInBrowser('each screen, wide and narrow, light and dark', (browser) => {
  const folder = dataFolder()
  let server: Running
  let visitor: Page

  beforeAll(async () => {
    server = await serve(folder.path)
    // Axe is put into the page as a script, which the page's own policy rightly refuses.
    visitor = await browser.open({ bypassCSP: true })
  }, trainingTimeoutMs)
  afterAll(() => {
    killPrograms()
    folder.remove()
  })

  it('passes for the first admin', async () => {
    await visitor.goto(server.setup ?? '')
    await visitor.getByLabel('Nombre y apellido').waitFor()
    await looksRight(visitor, 'setup')
  })

  describe('once there is an admin and a ticket', () => {
    let page: Page
    let ticket: Ticket

    beforeAll(async () => {
      const session = await seedAdmin(server)
      await answerSurvey(server, '+593987650001')
      await say(server, '+593987650003', '5', '¿Qué es lo que más influye')
      await say(server, '+593987650002', 'asdf qwerty zxcv', '')
      ticket = await oneTicket(server, session)
      await act(server, session, `/api/tickets/${ticket.id}/claim`)
      await act(server, session, `/api/tickets/${ticket.id}/messages`, { text: reply })
      await answerSurvey(server, '+593987650003', 1)
      page = await browser.open({ bypassCSP: true })
      await signIn(page, server.console, admin)
    }, 120_000)

    it('passes for signing in', async () => {
      await visitor.goto(`${server.origin}/sign-in`)
      await visitor.getByRole('button', { name: 'Ingresar' }).waitFor()
      await looksRight(visitor, 'sign-in')
    })

    it('passes for an open ticket, and for closing it', async () => {
      await page.goto(`${server.origin}/tickets/${ticket.id}`)
      await page.getByRole('log').getByText(reply).waitFor()
      await page.getByRole('complementary', { name: 'Ficha del cliente' }).waitFor()
      await looksRight(page, 'ticket')
      await page.getByRole('button', { name: 'Cerrar', exact: true }).click()
      await page.getByRole('dialog', { name: /Cerrar el ticket/ }).waitFor()
      await looksRight(page, 'ticket-close')
    })

    it('passes for a transcript', async () => {
      await page.goto(`${server.origin}/transcripts/${ticket.conversationId}`)
      await page.getByRole('log').getByText(reply).waitFor()
      await looksRight(page, 'transcript')
    })

    it('passes for adding a user', async () => {
      await page.goto(`${server.origin}/users`)
      await page.getByRole('button', { name: 'Agregar usuario' }).click()
      await page.getByRole('dialog').waitFor()
      await looksRight(page, 'users-add')
    })

    it.each([
      ['queue-mine', '/queue/mine', 'Rosa Elena Chiriboga'],
      ['queue-free', '/queue/free', 'María José Zambrano'],
      ['queue-closed', '/queue/closed', 'Aún no hay tickets cerrados'],
      ['transcripts', '/transcripts', 'Luis Alberto Quishpe'],
      ['campaigns', '/campaigns', 'Campañas'],
      ['channels', '/channels', 'Conectado'],
      ['users', '/users', admin.email],
      ['unanswered', '/unanswered', 'Sin respuesta'],
      ['reports', '/reports', 'Autenticidad'],
      ['settings', '/settings', 'Ajustes'],
      ['nowhere', '/nowhere', 'No encontramos esta página'],
    ])('passes for %s', async (name, path, text) => {
      await page.goto(`${server.origin}${path}`)
      await page.getByRole('main').getByText(text).first().waitFor()
      await looksRight(page, name)
    })

    it("passes for the simulator, on the first customer's phone", async () => {
      await visitor.setViewportSize({ width: 1440, height: 900 })
      await visitor.goto(server.chat)
      const first = visitor.getByRole('complementary').getByRole('listitem').first()
      await first.locator('[aria-current="true"]').waitFor()
      await visitor.getByRole('log').getByRole('listitem').last().waitFor()
      await looksRight(visitor, 'simulator')
    })

    it('passes for what happened, where it is a drawer', async () => {
      await visitor.setViewportSize({ width: 1024, height: 768 })
      await visitor.goto(`${server.chat}?contact=%2B593987650001`)
      await visitor.getByRole('button', { name: 'Ver qué pasó' }).click()
      await visitor
        .getByRole('dialog', { name: 'Qué pasó' })
        .getByText('Texto normalizado')
        .waitFor()
      await looksRight(visitor, 'simulator-drawer')
    })

    if (process.env['FIDELIZA_UPDATE_IMAGES'] === '1') {
      it('makes the pictures of the README', async () => {
        const calm = { colorScheme: 'light', reducedMotion: 'reduce' } as const
        for (const each of [page, visitor]) {
          await each.setViewportSize({ width: 1280, height: 800 })
          await each.emulateMedia(calm)
        }
        await visitor.goto(`${server.chat}?contact=%2B593987650001`)
        await visitor.getByRole('log').getByText(reply).waitFor()
        await visitor.getByRole('complementary').getByText('Luis Alberto Quishpe').waitFor()
        await visitor.getByRole('complementary').getByText('Texto normalizado').waitFor()
        await visitor.screenshot({ path: join(images, 'simulator.png') })
        await page.goto(`${server.origin}/tickets/${ticket.id}`)
        await page.getByRole('log').getByText(reply).waitFor()
        await page.getByText(/de 9 pasos$/).waitFor()
        await page.screenshot({ path: join(images, 'console.png') })
      })
    }
  })
})
