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
      expect(await why.evaluate((button) => button === button.ownerDocument.activeElement)).toBe(
        true,
      )
    })
  })

  describe('the page of understanding', () => {
    it('shows the week in figures that a screen reader can read', async () => {
      await page.goto(`${server.origin}/understanding`)
      const figures = page.getByRole('region', { name: 'La semana en cifras' })
      await figures.getByRole('row', { name: /^Mensajes al bot 2/ }).waitFor()
      await page.getByText('Todavía no hubo un modelo en prueba.').waitFor()
      await looksRight(page, 'understanding')
    })

    it('is reached from the navigation, and keeps the week in the address', async () => {
      await page.goto(`${server.origin}/transcripts`)
      await page.getByRole('link', { name: 'Comprensión' }).click()
      await page.getByLabel('Semana').fill('2026-01-07')
      await page.getByText('Nadie escribió al bot esa semana').waitFor()
      expect(new URL(page.url()).searchParams.get('week')).toBe('2026-01-07')
    })
  })
})
