import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Page } from 'playwright-core'
import { packageRoot, trainingTimeoutMs } from '../support/run-command.js'
import { killPrograms } from '../support/start-program.js'
import { describeInBrowser } from './support/chromium.js'
import { eventually } from './support/eventually.js'
import { framesPass } from './support/frames.js'
import { dataFolder, serve, type Running } from './support/house.js'
import { withMessages, withTickets } from './support/many.js'
import { oneTicket, say, seedAdmin } from './support/seed.js'
import { admin, signIn } from './support/sign-in.js'

jest.setTimeout(120_000)

const rows = 'li[data-row]'
const listScroller = `document.querySelector('${rows}').closest('div')`
const logScroller = `document.querySelector('[role="log"]')`

/** Scrolls in `steps` steps, one each frame, and resolves with the longest frame in milliseconds. */
const longestFrame = (page: Page, scroller: string, byPx: number, steps: number): Promise<number> =>
  page.evaluate<number>(`new Promise((resolve) => {
    const scroller = ${scroller}
    let longest = 0
    let left = ${steps}
    let before = performance.now()
    const frame = (now) => {
      longest = Math.max(longest, now - before)
      before = now
      if (left-- === 0) return resolve(longest)
      scroller.scrollTop += ${byPx}
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })`)

/** At most so much is free between two messages, in pixels. */
const gapPx = 16

/** What stands at the top of what is in sight, and where: moves when something jumps. Null while that is still to be drawn. */
const topOf = (page: Page, scroller: string, items: string): Promise<string | null> =>
  page.evaluate<string | null>(`(() => {
    const top = ${scroller}.getBoundingClientRect().top
    const first = [...document.querySelectorAll('${items}')]
      .find((item) => item.getBoundingClientRect().bottom > top + 1)
    const from = first ? Math.round(first.getBoundingClientRect().top - top) : Infinity
    return from > ${gapPx} ? null : (first.dataset.id ?? first.textContent.slice(0, 60)) + '@' + from
  })()`)

const inSight = async (page: Page, scroller: string, items: string): Promise<string> => {
  const top = () => topOf(page, scroller, items)
  return (await eventually(top, (found) => found !== null)) ?? 'nothing'
}

/** This machine runs other tests as well: a hitch is what a person would call one, and what comes back when one looks again. */
const hitchMs = 400
const tries = 5

/** The longest frame of scrolling, there and back; of several tries the best, for a pause of the machine is none of the page. */
const scrolling = async (page: Page, scroller: string, byPx: number): Promise<number> => {
  let best = Infinity
  for (let left = tries; left > 0 && best >= hitchMs; left -= 1) {
    const longest = await longestFrame(page, scroller, left % 2 === 1 ? byPx : -byPx, 120)
    best = Math.min(best, longest)
  }
  return best
}

describeInBrowser('a queue of 10,000 tickets and a conversation of 5,000 messages', (browser) => {
  const folder = dataFolder()
  let server: Running
  let page: Page
  let ticketId: string

  beforeAll(async () => {
    server = await serve(folder.path)
    const session = await seedAdmin(server)
    await say(server, '+593987650011', 'quiero cancelar el servicio, comuníqueme con un asesor', '')
    ticketId = (await oneTicket(server, session)).id
    page = await browser.open({ viewport: { width: 1440, height: 900 } })
    await signIn(page, server.console, admin)
  }, trainingTimeoutMs)
  afterAll(() => {
    killPrograms()
    folder.remove()
  })

  describe('the queue', () => {
    it('draws what is in sight, however far one scrolls', async () => {
      await withTickets(page, 10_000)
      await page.goto(`${server.origin}/queue/free`)
      await page.locator(rows).first().waitFor()
      const loaded = () => page.locator(rows).last().getAttribute('aria-setsize')
      const toEnd = async () => {
        await page.evaluate(`${listScroller}.scrollTop = 1e9`)
        return Number(await loaded())
      }
      expect(await eventually(toEnd, (count) => count === 10_000)).toBe(10_000)
      expect(await page.locator(rows).count()).toBeLessThan(60)
      await page.getByText('Cliente 9999').waitFor()
    })

    it('scrolls without a hitch', async () => {
      expect(await scrolling(page, listScroller, -300)).toBeLessThan(hitchMs)
      expect(await page.locator(rows).count()).toBeLessThan(60)
    })

    it('stays where it is when a ticket comes in above', async () => {
      await page.mouse.move(20, 400)
      const before = await inSight(page, listScroller, rows)
      await say(
        server,
        '+593987650012',
        'quiero cancelar el servicio, comuníqueme con un asesor',
        '',
      )
      await page.getByRole('link', { name: /^Libres 2$/ }).waitFor()
      expect(await inSight(page, listScroller, rows)).toBe(before)
    })

    it('walks on by keys from where one is', async () => {
      await page.evaluate(`${listScroller}.scrollTop = 0`)
      await page.getByText('Cliente 0', { exact: true }).waitFor()
      const place = () =>
        page.evaluate<string>(
          'document.activeElement?.closest("[data-row]")?.getAttribute("aria-posinset") ?? ""',
        )
      await page.keyboard.press('j')
      expect(await eventually(place, (position) => position === '1')).toBe('1')
      // A held key repeats faster than a busy machine draws: these come in one frame, and none may be lost.
      await page.evaluate(`for (let press = 0; press < 39; press += 1) document.activeElement
        .dispatchEvent(new KeyboardEvent('keydown', { key: 'j', code: 'KeyJ', bubbles: true }))`)
      expect(await eventually(place, (position) => position === '40')).toBe('40')
      const scrolled = () => page.evaluate<number>(`${listScroller}.scrollTop`)
      expect(await eventually(scrolled, (top) => top > 0)).toBeGreaterThan(0)
    })
  })

  describe('the conversation', () => {
    const messages = '[data-window] li'
    let count = 5_000

    const toTop = () => page.evaluate(`${logScroller}.scrollTop = -1e9`)
    const older = /messages\?.*before=/

    it('does not ask on and on for what does not come', async () => {
      await withMessages(page, () => count)
      let asked = 0
      await page.route(older, (route) => {
        asked += 1
        return route.abort()
      })
      await page.goto(`${server.origin}/tickets/${ticketId}`)
      await page
        .getByRole('log')
        .getByText(/^Mensaje 5000/)
        .waitFor()
      await toTop()
      await page.getByRole('log').getByText('No hay conexión con el servidor').waitFor()
      await framesPass(page, 30)
      expect(asked).toBe(1)
      await page.unroute(older)
      await page.getByRole('button', { name: 'Ver mensajes anteriores' }).click()
      await page
        .getByRole('log')
        .getByText(/^Mensaje 4900/)
        .waitFor({ state: 'attached' })
    })

    it('reads further back as one scrolls, and puts away what is far', async () => {
      await page.goto(`${server.origin}/tickets/${ticketId}`)
      await page
        .getByRole('log')
        .getByText(/^Mensaje 5000/)
        .waitFor()
      const toStart = async () => {
        await toTop()
        return page
          .getByRole('log')
          .getByText(/^Mensaje 1( |$)/)
          .count()
      }
      expect(await eventually(toStart, (found) => found > 0)).toBe(1)
      const drawn = () => page.locator(messages).count()
      expect(await eventually(drawn, (count) => count < 400)).toBeLessThan(400)
    })

    it('scrolls without a hitch', async () => {
      expect(await scrolling(page, logScroller, 400)).toBeLessThan(hitchMs)
    })

    it('stays where it is when a message comes in', async () => {
      const before = await inSight(page, logScroller, messages)
      count += 1
      await say(server, '+593987650011', 'sigo aquí', '')
      // Said to who does not see the end of the conversation.
      await page
        .getByRole('status')
        .filter({ hasText: `Mensaje ${count}` })
        .waitFor({ state: 'attached' })
      expect(await inSight(page, logScroller, messages)).toBe(before)
    })
  })

  it('loads less than 250 kB of JavaScript for the first screen, and shifts nothing', async () => {
    const fresh = await browser.open({ viewport: { width: 1440, height: 900 } })
    await signIn(fresh, server.console, admin)
    await fresh.addInitScript(`
      window.shift = 0
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value
      }).observe({ type: 'layout-shift', buffered: true })
    `)
    const scripts = new Set<string>()
    fresh.on('response', (response) => {
      const { pathname } = new URL(response.url())
      if (pathname.endsWith('.js')) scripts.add(pathname)
    })
    await fresh.goto(`${server.origin}/queue/free`)
    await fresh.locator(rows).first().waitFor()
    const bytes = [...scripts].map(
      (path) => gzipSync(readFileSync(join(packageRoot, 'console', 'dist', path))).length,
    )
    const total = bytes.reduce((sum, each) => sum + each, 0)
    console.log(`first screen: ${Math.round(total / 1000)} kB of JavaScript compressed`)
    expect(total).toBeGreaterThan(0)
    expect(total).toBeLessThan(250_000)
    await fresh.goto(`${server.origin}/tickets/${ticketId}`)
    await fresh.getByRole('log').getByRole('listitem').first().waitFor()
    await fresh.getByRole('complementary', { name: 'Ficha del cliente' }).waitFor()
    expect(await fresh.evaluate<number>('window.shift')).toBeLessThan(0.05)
  })
})
