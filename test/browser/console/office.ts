import type { Page } from 'playwright-core'
import type { Running } from '../support/house.js'

/** An admin and an agent at their desks. `post`: what a colleague of theirs, the first admin, does meanwhile by the API. */
export type Office = {
  server: Running
  session: { headers: Record<string, string> }
  marcela: Page
  carla: Page
  post: (path: string, body: unknown) => Promise<void>
}

/** What the API says to the first admin. */
export const read = async <Answer>({ server, session }: Office, path: string): Promise<Answer> =>
  (await (await fetch(`${server.origin}${path}`, session)).json()) as Answer
