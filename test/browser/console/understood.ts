import { describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import type { Chromium } from '../support/chromium.js'
import { admin, signIn } from '../support/sign-in.js'
import type { Office } from './office.js'

/** What is only for who hears the page is clipped: nothing of it is where it would be. */
const stands = `(() => {
  const intents = [...document.querySelectorAll('[role=log] button')]
  const first = intents.find(({ textContent }) => /^Entendió «/.test(textContent))
  first.scrollIntoView({ block: 'center' })
  const { left, top, width, height } = first.getBoundingClientRect()
  return document.elementFromPoint(left + width / 2, top + height / 2) === first
})()`

/** What the bot understood and how sure it was, beside its reply. */
export const understood = (office: Office, browser: Chromium): void => {
  describe('what the bot understood', () => {
    const intent = (page: Page) => page.getByText(/^Entendió «.+» \(\d,\d\d\)$/).first()
    const isRead = (page: Page) => page.evaluate<boolean>(stands)
    const open = async (page: Page) => {
      await page.goto(`${office.server.origin}/transcripts`)
      await page.getByRole('main').locator('[data-conversation]').first().click()
      await intent(page).waitFor({ state: 'attached' })
    }

    it('is read by who comes to it with the keyboard', async () => {
      await open(office.marcela)
      await office.marcela.mouse.move(0, 0)
      expect(await isRead(office.marcela)).toBe(false)
      await intent(office.marcela).focus()
      expect(await isRead(office.marcela)).toBe(true)
    })

    it('is read by who has no pointer to rest on it', async () => {
      const viewport = { width: 360, height: 740 }
      const phone = await browser.open({ viewport, hasTouch: true, isMobile: true })
      await signIn(phone, office.server.console, admin)
      await open(phone)
      expect(await isRead(phone)).toBe(true)
      await phone.context().close()
    })
  })
}
