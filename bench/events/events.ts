import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { openEventSource } from '../../test/support/event-source.js'
import { many, openTickets, quantile, startBenchApi } from '../support/bench-api.js'

/**
 * How long a ticket's change takes to another agent's screen, with 50 consoles open: from the change (the event's own instant, before
 * its transaction is committed) and from the click (the request is sent) to the arrival at every console. The consoles are a
 * process of their own, as browsers are.
 */
const { values } = parseArgs({
  options: {
    consoles: { type: 'string', default: '50' },
    changes: { type: 'string', default: '100' },
    within: { type: 'string', default: '300' },
    /** The other process: it holds the consoles. */
    listening: { type: 'boolean', default: false },
  },
})
const [consoles, changes, withinMs] = [values.consoles, values.changes, values.within].map(
  Number,
) as [number, number, number]

type Order = { url: string; cookies: string[] }
type Heard = { ticketId: string; changedAt: number; at: number }

/** Wall time, comparable between processes of one machine. */
const now = (): number => performance.timeOrigin + performance.now()

const beConsoles = async ({ url, cookies }: Order): Promise<void> => {
  const tell = (message: unknown): void => void process.send?.(message)
  await Promise.all(
    cookies.map(async (cookie) => {
      const source = await openEventSource(`${url}/api/events`, { cookie })
      const told = new Set<string>()
      const push = source.heard.push.bind(source.heard)
      source.heard.push = (...events) => {
        for (const { kind, ticketId, at } of events) {
          if (kind !== 'ticket.changed' || !ticketId || told.has(ticketId)) continue
          told.add(ticketId)
          tell({ ticketId, changedAt: Date.parse(at), at: now() } satisfies Heard)
        }
        return push(...events)
      }
    }),
  )
  tell('ready')
}

const inWords = (ms: readonly number[]): string => {
  const [p50, p95, most] = [0.5, 0.95, 1].map((share) => quantile(ms, share).toFixed(0))
  return `p50 ${p50} ms, p95 ${p95} ms, most ${most} ms`
}

const measure = async (): Promise<boolean> => {
  const api = await startBenchApi()
  const agents = await many(consoles, () => api.signIn())
  const tickets = await openTickets(api, changes)
  const screens = fork(fileURLToPath(import.meta.url), ['--listening'], { stdio: 'inherit' })
  const heard: Heard[] = []
  screens.send({ url: api.url, cookies: agents.map(({ cookie }) => cookie ?? '') } satisfies Order)
  await once(screens, 'message')
  let missing = consoles * changes
  const all = new Promise<void>((resolve) => {
    screens.on('message', (one: Heard) => {
      heard.push(one)
      if (--missing === 0) resolve()
    })
  })
  const clicked = new Map<string, number>()
  for (const [index, id] of tickets.entries()) {
    clicked.set(id, now())
    const { status } = await agents[index % agents.length]!.send('POST', `/api/tickets/${id}/claim`)
    if (status !== 200) throw new Error(`A claim answered ${status}.`)
  }
  await Promise.race([all, new Promise((resolve) => setTimeout(resolve, 10_000))])
  screens.kill()
  await api.stop()
  const fromChange = heard.map(({ at, changedAt }) => at - changedAt)
  const fromClick = heard.map(({ at, ticketId }) => at - (clicked.get(ticketId) ?? at))
  const p95 = quantile(fromChange, 0.95)
  console.log(`${consoles} consoles, ${changes} changes of tickets
  arrived      ${heard.length} of ${consoles * changes}
  from change  ${inWords(fromChange)} (at most ${withinMs} at p95)
  from click   ${inWords(fromClick)}`)
  return heard.length === consoles * changes && p95 < withinMs
}

if (values.listening) process.once('message', (order) => void beConsoles(order as Order))
else process.exit((await measure()) ? 0 : 1)
