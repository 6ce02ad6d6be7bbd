import type { Locator, Page } from 'playwright-core'
import type { Running } from './house.js'
import type { Ticket } from './seed.js'

/** Two agents and a supervisor at their desks, and the ticket they work on. */
export type Desk = { server: Running; carla: Page; diego: Page; sofia: Page; ticket: Ticket }

export const rosa = 'Rosa Elena Chiriboga'
export const wantsToLeave = 'quiero cancelar el servicio, comuníqueme con un asesor'

const betweenKeysMs = 300

export const log = (page: Page): Locator => page.getByRole('log', { name: 'Conversación' })
export const card = (page: Page): Locator =>
  page.getByRole('complementary', { name: 'Ficha del cliente' })
export const queues = (page: Page): Locator => page.getByRole('navigation', { name: 'Tickets' })
export const reply = (page: Page): Locator =>
  page.getByRole('textbox', { name: 'Mensaje para el cliente' })

/** Takes the ticket that is open. The console says so at once; what happened is told by the server alone. */
export const claim = async (page: Page, who: string): Promise<void> => {
  await page.getByRole('button', { name: 'Tomar', exact: true }).click()
  await page.getByText('Lo atiende usted').waitFor()
  await log(page).getByText(`${who} tomó el ticket`).last().waitFor()
}

/** Types a letter at a time until `isSeen` resolves: of one who rests for too long no one is told. */
export const writeUntil = async (field: Locator, isSeen: Promise<void>): Promise<void> => {
  let isOver = false
  const seen = isSeen.finally(() => {
    isOver = true
  })
  const write = async (): Promise<void> => {
    while (!isOver) await field.pressSequentially('.', { delay: betweenKeysMs })
  }
  await Promise.all([seen, write()])
}

/** Presses Escape once the dialog listens: it does when it has the focus. */
export const leave = async (dialog: Locator): Promise<void> => {
  await dialog.locator(':focus').waitFor()
  await dialog.page().keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
}

export const openTicket = ({ server, ticket }: Desk, page: Page) =>
  page.goto(`${server.origin}/tickets/${ticket.id}?view=free`)
