import { eventually } from './eventually.js'
import type { Running } from './house.js'
import { surveyDialogue, thanks } from './phone.js'
import { admin } from './sign-in.js'

type Said = { seq: number; author: string; text: string | null }
type Session = { headers: Record<string, string> }

const post = async (
  server: Running,
  path: string,
  body: unknown,
  { headers }: Session = { headers: {} },
): Promise<Response> => {
  const response = await fetch(`${server.origin}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.origin, ...headers },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return response
}

const bySession = (response: Response): Session => ({
  headers: { cookie: response.headers.getSetCookie()[0]?.split(';')[0] ?? '' },
})

/** The first admin, made with the token of the setup link. */
export const seedAdmin = async (server: Running): Promise<Session> => {
  const token = new URL(server.setup ?? server.console).searchParams.get('token')
  return bySession(await post(server, '/api/setup', { token, ...admin }))
}

/** Sends one line of a customer and resolves when somebody has answered with `answer`. */
export const say = async (
  server: Running,
  phone: string,
  text: string,
  answer: string,
): Promise<void> => {
  const query = `/simulator/messages?contact=${encodeURIComponent(phone)}&limit=500`
  const said = async (): Promise<Said[]> =>
    (await (await fetch(`${server.origin}${query}`)).json()) as Said[]
  const before = (await said()).at(-1)?.seq ?? 0
  await post(server, '/simulator/messages', { from: phone, text })
  const isAnswered = (lines: Said[]): boolean =>
    lines.some(
      ({ seq, author, text: line }) =>
        seq > before && author !== 'contact' && line !== null && line.includes(answer),
    )
  if (!isAnswered(await eventually(said, isAnswered))) {
    throw new Error(`Nobody answered "${text}" with "${answer}".`)
  }
}

/** The survey of one demo customer, whole or from a later question on. */
export const answerSurvey = async (server: Running, phone: string, from = 0): Promise<void> => {
  const expected = [...surveyDialogue.slice(1).map(([question]) => question), thanks]
  for (const [index, [, answer]] of surveyDialogue.entries()) {
    if (index < from) continue
    await say(server, phone, answer, expected[index] ?? thanks)
  }
}

export type Ticket = { id: string; number: number; conversationId: string }

/** The one open ticket there is. */
export const oneTicket = async (server: Running, session: Session): Promise<Ticket> => {
  const response = await fetch(`${server.origin}/api/tickets?limit=200`, session)
  const { items } = (await response.json()) as { items: Ticket[] }
  const [ticket] = items
  if (!ticket || items.length > 1) throw new Error(`There are ${items.length} tickets, not one.`)
  return ticket
}

export const act = async (
  server: Running,
  session: Session,
  path: string,
  body: unknown = {},
): Promise<void> => {
  await post(server, path, body, session)
}
