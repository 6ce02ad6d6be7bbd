import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Page } from 'playwright-core'
import { trainingTimeoutMs } from '../support/run-command.js'
import { killPrograms } from '../support/start-program.js'
import { describeInBrowser } from './support/chromium.js'
import { dataFolder, serve, type Running } from './support/house.js'
import { looksRight } from './support/looks-right.js'
import { say, seedAdmin } from './support/seed.js'
import { admin, signIn } from './support/sign-in.js'

jest.setTimeout(120_000)

const model = { intents: 44, languages: ['es', 'pt'], fromCache: true, trainedInMs: 0 }
const classifier = {
  live: { ...model, hash: 'aaaaaaaaaaaa' },
  previous: null,
  candidate: { ...model, hash: 'bbbbbbbbbbbb' },
  training: false,
  lastFailure: null,
}
const shadow = {
  run: {
    id: 'r',
    live: 'aaaaaaaaaaaa',
    candidate: 'bbbbbbbbbbbb',
    startedAt: '2026-11-20T15:00:00.000Z',
    endedAt: null,
    outcome: null,
    compared: 40,
    differing: 2,
  },
  pairs: [{ live: null, candidate: 'saludo', count: 2 }],
}
const differences = {
  items: ['m1', 'm2'].map((messageId) => ({
    id: `r:${messageId}`,
    messageId,
    conversationId: messageId === 'm1' ? 'c1' : null,
    at: '2026-11-20T15:00:00.000Z',
    live: { intent: null, intents: [], score: 0.31 },
    candidate: { intent: 'saludo', intents: ['saludo'], score: 0.9 },
  })),
  next: null,
}

const phone = '+593987650002'

describeInBrowser('how the bot understood', (browser) => {
  const folder = dataFolder()
  let server: Running
  let page: Page

  beforeAll(async () => {
    server = await serve(folder.path)
    await seedAdmin(server)
    await say(server, phone, '¿dónde entrego el decodificador?', '')
    await say(server, phone, 'quiero un blockchain de segunda mano', '')
    page = await browser.open({ bypassCSP: true })
    await signIn(page, server.console, admin)
  }, trainingTimeoutMs)
  afterAll(() => {
    killPrograms()
    folder.remove()
  })

  describe('a reply of the bot', () => {
    it('says why to who presses its intent, by keyboard too, and gives the focus back', async () => {
      await page.goto(`${server.origin}/transcripts`)
      await page.getByRole('main').locator('[data-conversation]').first().click()
      const why = page.getByRole('button', { name: /^Entendió «equipos_donde».* Ver por qué$/ })
      await why.focus()
      await page.keyboard.press('Enter')
      const dialog = page.getByRole('dialog', { name: 'Cómo lo entendió el bot' })
      await dialog.getByText('Respondió como «equipos_donde».').waitFor()
      const features = dialog.getByRole('table').getByRole('rowheader')
      expect((await features.allTextContents()).join(' ')).toContain('decodific')
      expect(
        await dialog.getByRole('listitem').filter({ hasText: 'equipos_' }).count(),
      ).toBeGreaterThan(0)
      await looksRight(page, 'explanation')
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
      await why.and(page.locator(':focus')).waitFor()
    })
  })

  describe('the page of understanding', () => {
    it('shows the week in figures that a screen reader can read', async () => {
      await page.goto(`${server.origin}/understanding`)
      const figures = page.getByRole('region', { name: 'La semana en cifras' })
      await figures.getByRole('row', { name: /^Mensajes al bot 2/ }).waitFor()
      await page.getByText('Todavía no hubo un modelo en prueba.').waitFor()
    })

    it('is reached from the navigation, and keeps the week in the address', async () => {
      await page.goto(`${server.origin}/transcripts`)
      await page.getByRole('link', { name: 'Comprensión' }).click()
      await page.getByRole('textbox', { name: 'Semana' }).fill('2026-01-07')
      await page.getByText('Nadie escribió al bot esa semana').waitFor()
      expect(new URL(page.url()).searchParams.get('week')).toBe('2026-01-07')
    })

    it('shows what a model in shadow understands otherwise, and puts it in service when asked twice', async () => {
      await page.route('**/api/classifier/shadow', (route) => route.fulfill({ json: shadow }))
      await page.route('**/api/classifier/shadow/differences?*', (route) =>
        route.fulfill({ json: differences }),
      )
      await page.route('**/api/classifier', (route) => route.fulfill({ json: classifier }))
      await page.goto(`${server.origin}/understanding`)
      await page.getByText('40 mensajes comparados, 2 entendidos de otra manera.').waitFor()
      const pairs = page.getByRole('region', { name: 'Diferencias por par de intenciones' })
      await pairs.getByRole('row', { name: /^Ninguna saludo 2/ }).waitFor()
      await looksRight(page, 'understanding-shadow')
      const narrowed = page.waitForRequest(/differences\?live=none&candidate=saludo/)
      await pairs.getByRole('button', { name: 'Ver 2: Ninguna → saludo' }).click()
      await narrowed
      await page.getByRole('button', { name: 'Poner en servicio' }).click()
      const sure = page.getByRole('dialog', { name: 'Poner en servicio' })
      const promoted = page.waitForRequest('**/api/classifier/promote')
      await sure.getByRole('button', { name: 'Poner en servicio' }).click()
      expect((await promoted).method()).toBe('POST')
    })
  })
})
