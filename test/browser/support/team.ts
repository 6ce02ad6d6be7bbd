import type { Page } from 'playwright-core'
import type { Chromium } from './chromium.js'
import type { Running } from './house.js'
import { act } from './seed.js'
import { agent, signIn, type Account } from './sign-in.js'

type Session = { headers: Record<string, string> }

export const colleague: Account = {
  name: 'Diego Paredes',
  email: 'diego.paredes@example.com',
  password: 'colibrí de madrugada',
}
export const supervisor: Account = {
  name: 'Sofía López Montenegro',
  email: 'sofia.lopez@example.com',
  password: 'volcán y laguna verde',
}

/** Two agents and a supervisor, made by the admin. */
export const addTeam = async (server: Running, session: Session): Promise<void> => {
  for (const [account, role] of [
    [agent, 'agent'],
    [colleague, 'agent'],
    [supervisor, 'supervisor'],
  ] as const) {
    await act(server, session, '/api/users', { ...account, role })
  }
}

/** A desk of one's own for each of them. Axe is put into the page as a script, so the page's own policy is left out. */
export const openDesks = async (
  browser: Chromium,
  server: Running,
  accounts: Account[],
): Promise<Page[]> => {
  const pages: Page[] = []
  for (const account of accounts) {
    const page = await browser.open({ bypassCSP: true, viewport: { width: 1440, height: 900 } })
    await signIn(page, server.console, account)
    pages.push(page)
  }
  return pages
}
