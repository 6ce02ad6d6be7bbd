import { describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { common } from '../../../console/src/lib/language/es/common.js'
import { leave, log, reply } from '../support/desk.js'
import { eventually } from '../support/eventually.js'
import { read, type Office } from './office.js'

const place = (page: Page): Promise<string> =>
  page.evaluate<string>(
    'document.activeElement?.closest("[data-row]")?.getAttribute("aria-posinset") ?? ""',
  )

const isAt = async (page: Page, wanted: string): Promise<void> => {
  expect(
    await eventually(
      () => place(page),
      (found) => found === wanted,
    ),
  ).toBe(wanted)
}

const hasFocus = async (page: Page, label: string): Promise<void> => {
  await page.waitForFunction(`document.activeElement?.getAttribute('aria-label') === '${label}'`)
}

/** Each key as the help of the console lists it, and what is to be seen of it. */
const effects = (office: Office): Record<string, () => Promise<void>> => {
  const press = (key: string) => office.marcela.keyboard.press(key)
  const freeList = async (): Promise<Page> => {
    await office.marcela.goto(`${office.server.origin}/queue/free`)
    await office.marcela
      .getByRole('link', { name: /^Ticket \d/ })
      .first()
      .waitFor()
    return office.marcela
  }
  /** A ticket that the reader has, open. */
  const ownTicket = async (): Promise<Page> => {
    const page = office.marcela
    await page.goto(`${office.server.origin}/queue/mine`)
    await page
      .getByRole('link', { name: /^Ticket \d/ })
      .first()
      .click()
    await log(page).waitFor()
    await reply(page).waitFor()
    return page
  }
  const own = async (): Promise<number> => {
    const mine = '/api/tickets?status=claimed&assignee=me'
    return (await read<{ items: unknown[] }>(office, mine)).items.length
  }
  const opens = async (page: Page, key: string, dialog: RegExp) => {
    await press(key)
    await leave(page.getByRole('dialog', { name: dialog }))
  }
  const goes = async (second: string, address: string) => {
    const page = await freeList()
    // Without a wait for what the page does with the first: the second has to follow within a second.
    await Promise.all([press('g'), press(second)])
    await page.waitForURL(address)
  }
  return {
    'j / k': async () => {
      const page = await freeList()
      await press('j')
      await isAt(page, '1')
      await press('j')
      await isAt(page, '2')
      await press('k')
      await isAt(page, '1')
    },
    Enter: async () => {
      const page = await freeList()
      await press('j')
      await isAt(page, '1')
      await press('Enter')
      await page.waitForURL('**/tickets/**')
    },
    c: async () => {
      const page = await freeList()
      await press('j')
      await isAt(page, '1')
      await press('c')
      await page.waitForURL('**/tickets/**')
      await page.getByText('Lo atiende usted').waitFor()
    },
    n: async () => {
      const page = await freeList()
      const before = await own()
      // Pressed twice and held: one ticket all the same.
      await page.evaluate(`for (const repeat of [false, false, true, true]) document.body
        .dispatchEvent(new KeyboardEvent('keydown', { key: 'n', code: 'KeyN', repeat, bubbles: true }))`)
      await page.waitForURL('**/tickets/**')
      await page.getByText('Lo atiende usted').waitFor()
      expect(await own()).toBe(before + 1)
    },
    r: async () => {
      const page = await ownTicket()
      await press('r')
      await hasFocus(page, 'Mensaje para el cliente')
    },
    e: async () => opens(await ownTicket(), 'e', /^Cerrar el ticket/),
    t: async () => opens(await ownTicket(), 't', /^Transferir el ticket/),
    i: async () => {
      const page = await ownTicket()
      await press('i')
      await hasFocus(page, 'Nota para el equipo')
    },
    x: async () => {
      const page = await freeList()
      await press('j')
      await isAt(page, '1')
      await press('x')
      await page.getByRole('toolbar', { name: 'Acciones en grupo' }).waitFor()
      await page.getByRole('checkbox', { name: /^Marcar ticket/, checked: true }).waitFor()
    },
    '/': async () => {
      const page = await freeList()
      await press('/')
      await hasFocus(page, 'Buscar tickets')
    },
    'Ctrl K': async () => opens(await freeList(), 'Control+k', /^Órdenes$/),
    Esc: async () => {
      const page = await ownTicket()
      await press('Escape')
      await page.waitForURL('**/queue/mine')
    },
    'g q': () => goes('q', '**/queue/mine'),
    'g t': () => goes('t', '**/transcripts'),
    'g c': () => goes('c', '**/campaigns'),
    'g f': () => goes('f', '**/team'),
    '?': async () => opens(await freeList(), '?', /^Atajos de teclado$/),
  }
}

/** Every key that the help lists does what it says. A new line there without an effect here fails. */
export const keys = (office: Office): void => {
  describe('the key', () => {
    const known = effects(office)

    // The ones that take a ticket first: others need one of their own.
    const inOrder = [...common.keyHelp.rows].sort(
      ([one], [other]) => Number(/^[cn]$/.test(other)) - Number(/^[cn]$/.test(one)),
    )

    it.each(inOrder)('%s: %s', async (key) => {
      const effect = known[key]
      if (!effect) throw new Error(`No test presses ${key}.`)
      await effect()
    })
  })
}
