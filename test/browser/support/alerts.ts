import type { Page } from 'playwright-core'

export type Alerts = {
  /** Titles of the browser's notices since the page was loaded. */
  notices: () => Promise<string[]>
  tones: () => Promise<number>
  /** Chooses the entry of the account menu, which turns it on or off. */
  toggle: (...names: ('Sonido' | 'Avisos del navegador')[]) => Promise<void>
}

/** Stands in for the notices and the loudspeaker of the machine, from the next load of the page on. */
export const hearAlerts = async (page: Page, account: string): Promise<Alerts> => {
  await page.addInitScript(`
    window.notices = []
    window.tones = 0
    window.Notification = class {
      static permission = 'granted'
      static requestPermission = () => Promise.resolve('granted')
      constructor(title) { window.notices.push(title) }
      addEventListener() {}
    }
    const knob = { connect: (next) => next, start() {}, stop() {}, frequency: {} }
    const gain = { setValueAtTime() {}, exponentialRampToValueAtTime() {} }
    window.AudioContext = class {
      currentTime = 0
      resume() { window.tones += 1; return Promise.resolve() }
      createOscillator() { return knob }
      createGain() { return { connect: (next) => next, gain } }
    }
  `)
  return {
    notices: () => page.evaluate<string[]>('window.notices'),
    tones: () => page.evaluate<number>('window.tones'),
    toggle: async (...names) => {
      await page
        .getByRole('button', { name: `Cuenta de ${account}` })
        .first()
        .click()
      for (const name of names) await page.getByRole('menuitemcheckbox', { name }).click()
      await page.keyboard.press('Escape')
    },
  }
}
