import type { Locator, Page } from 'playwright-core'
import type { Running } from './house.js'
import type { Ticket } from './seed.js'

/** Two agents and a supervisor at their desks, and the ticket they work on. */
export type Desk = { server: Running; carla: Page; diego: Page; sofia: Page; ticket: Ticket }

export const rosa = 'Rosa Elena Chiriboga'
export const wantsToLeave = 'quiero cancelar el servicio, comuníqueme con un asesor'

export const log = (page: Page): Locator => page.getByRole('log', { name: 'Conversación' })
export const card = (page: Page): Locator =>
  page.getByRole('complementary', { name: 'Ficha del cliente' })
export const queues = (page: Page): Locator => page.getByRole('navigation', { name: 'Tickets' })
export const reply = (page: Page): Locator =>
  page.getByRole('textbox', { name: 'Mensaje para el cliente' })

export const openTicket = ({ server, ticket }: Desk, page: Page) =>
  page.goto(`${server.origin}/tickets/${ticket.id}?view=free`)
