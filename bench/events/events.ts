import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { openEventSource } from '../../test/support/event-source.js'
import { many, openTickets, quantile, startBenchApi } from '../support/bench-api.js'

/**
 * How long a ticket's change takes to another agent's screen, with 50 consoles open: from the click (the request is sent) and from
 * its answer, to the arrival at every console. The consoles are a process of their own, as browsers are.
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
type Heard = { ticketId: string; at: number }

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
        for (const { kind, ticketId } of events) {
          if (kind !== 'ticket.changed' || !ticketId || told.has(ticketId)) continue
          told.add(ticketId)
          tell({ ticketId, at: now() } satisfies Heard)
        }
        return push(...events)
      }
    }),
  )
  tell('ready')
}

const measure = async (): Promise<boolean> => {
  const api = await startBenchApi()
  const agents = await many(consoles, () => api.signIn())
  const tickets = await openTickets(api, changes)
  const screens = fork(fileURLToPath(import.meta.url), ['--listening'], { stdio: 'inherit' })
  const heard = new Map<string, number[]>()
  screens.send({ url: api.url, cookies: agents.map(({ cookie }) => cookie ?? '') } satisfies Order)
  await once(screens, 'message')
  let missing = consoles * changes
  const all = new Promise<void>((resolve) => {
    screens.on('message', ({ ticketId, at }: Heard) => {
      heard.set(ticketId, [...(heard.get(ticketId) ?? []), at])
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
  const arrived = tickets.flatMap((id) =>
    (heard.get(id) ?? []).map((at) => at - (clicked.get(id) ?? at)),
  )
  const p95 = quantile(arrived, 0.95)
  console.log(`${consoles} consoles, ${changes} changes of tickets
  arrived     ${arrived.length} of ${consoles * changes}
  from click  p50 ${quantile(arrived, 0.5).toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, most ${Math.max(...arrived).toFixed(0)} ms (at most ${withinMs} at p95)`)
  return arrived.length === consoles * changes && p95 < withinMs
}

if (values.listening) process.once('message', (order) => void beConsoles(order as Order))
else process.exit((await measure()) ? 0 : 1)
