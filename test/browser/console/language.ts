import { describe, expect, it } from '@jest/globals'
import type { Chromium } from '../support/chromium.js'
import { agent, signIn } from '../support/sign-in.js'
import type { Office } from './office.js'

/** What belongs to a user and not to a browser. */
export const language = (office: Office, browser: Chromium): void => {
  describe('the language', () => {
    it('goes with the user to another browser', async () => {
      const { carla, server } = office
      await carla.goto(`${server.origin}/queue/mine`)
      await carla
        .getByRole('button', { name: `Cuenta de ${agent.name}` })
        .first()
        .click()
      await carla.getByRole('menuitemradio', { name: 'English' }).click()
      await carla.getByRole('heading', { name: 'Mine' }).waitFor()
      const elsewhere = await browser.open({ viewport: { width: 1440, height: 900 } })
      await signIn(elsewhere, server.console, agent)
      await elsewhere.getByRole('heading', { name: 'Mine' }).waitFor()
      expect(await elsewhere.evaluate<string>('document.documentElement.lang')).toBe('en')
      await elsewhere.context().close()
    })
  })
}
