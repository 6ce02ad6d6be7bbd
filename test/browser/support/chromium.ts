import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe } from '@jest/globals'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'

const fromPath = (name: string): string[] =>
  (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name))

/** `CHROMIUM_PATH` alone when it is set, else what Debian installs, else the first one on the PATH. */
const candidates = process.env['CHROMIUM_PATH']
  ? [process.env['CHROMIUM_PATH']]
  : ['/usr/bin/chromium', ...fromPath('chromium')]
const executable = candidates.find((path) => existsSync(path))

const options = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A microphone that hums, and nobody who has to allow it.
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
]

export type Chromium = {
  /** A page in a browser profile of its own, whose waits fail with what they waited for. */
  open: (context?: BrowserContextOptions) => Promise<Page>
  /** What went wrong inside any of the pages: exceptions, and what the security policy refused. */
  faults: () => readonly string[]
}

const patienceMs = 30_000
const launchMs = 90_000

/** What a busy browser says of sizes that it tells of a frame later: nothing went wrong. */
const isHarmless = (message: string): boolean => message.startsWith('ResizeObserver loop')

const watch = (page: Page, faults: string[]): void => {
  page.on('pageerror', ({ message }) => {
    if (!isHarmless(message)) faults.push(message)
  })
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) faults.push(message.text())
  })
}

const open = (): Chromium => {
  const faults: string[] = []
  let browser: Browser | undefined
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: executable ?? '',
      args: options,
      timeout: launchMs,
    })
  }, launchMs)
  afterAll(() => browser?.close())
  return {
    faults: () => faults,
    open: async (context = {}) => {
      if (!browser) throw new Error('The browser is not open yet.')
      // Nothing fades: what is on its way out cannot be met, and no colour is measured half-way.
      const calm = { locale: 'es-EC', reducedMotion: 'reduce' } as const
      const page = await (await browser.newContext({ ...calm, ...context })).newPage()
      page.setDefaultTimeout(patienceMs)
      watch(page, faults)
      return page
    },
  }
}

/**
 * `describe` with a browser. Without Chromium on the machine the tests are left out and say so, unless
 * `FIDELIZA_BROWSER_TESTS=required`, which makes that a failure.
 */
export const describeInBrowser = (name: string, tests: (browser: Chromium) => void): void => {
  if (executable) {
    describe(name, () => tests(open()))
    return
  }
  const reason = 'No Chromium: install it (apt-get install chromium) or set CHROMIUM_PATH.'
  if (process.env['FIDELIZA_BROWSER_TESTS'] === 'required') throw new Error(reason)
  // Jest drops the console of a file whose tests are all left out.
  process.stderr.write(`${name}: left out. ${reason}\n`)
  describe.skip(name, () =>
    tests({ open: () => Promise.reject(new Error(reason)), faults: () => [] }),
  )
}
