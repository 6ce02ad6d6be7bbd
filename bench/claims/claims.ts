import { parseArgs } from 'node:util'
import type { TestApi } from '../../test/support/api.js'
import { many, openTickets, quantile, startBenchApi, type Agent } from '../support/bench-api.js'

/** 200 agents claim from one queue of 1,000 tickets: no double claim, and no error but 409 that names the winner. */
const { values } = parseArgs({
  options: {
    agents: { type: 'string', default: '200' },
    tickets: { type: 'string', default: '1000' },
  },
})
const [agentCount, ticketCount] = [Number(values.agents), Number(values.tickets)]

type Tally = {
  /** Ticket to the agents whose claim was answered with success. */
  won: Map<string, string[]>
  lost: number
  faults: string[]
  answeredMs: number[]
}

const win = ({ won }: Tally, ticketId: string, agentId: string): void => {
  won.set(ticketId, [...(won.get(ticketId) ?? []), agentId])
}

const post = async (tally: Tally, agent: Agent, path: string, body?: unknown) => {
  const began = performance.now()
  const answer = await agent.send('POST', path, body)
  tally.answeredMs.push(performance.now() - began)
  return answer
}

/**
 * Everybody has the whole queue on the screen and takes any ticket of it, another one when somebody was faster, until they have
 * their share.
 */
const claimFromList = async (tally: Tally, agent: Agent, ids: readonly string[]): Promise<void> => {
  const inSight = [...ids]
  for (let missing = Math.ceil(ids.length / agentCount); missing > 0 && inSight.length > 0;) {
    const [id = ''] = inSight.splice(Math.floor(Math.random() * inSight.length), 1)
    const { status, body } = await post(tally, agent, `/api/tickets/${id}/claim`)
    if (status === 200) win(tally, id, agent.agent.id)
    else if (status === 409 && body['winner']) tally.lost += 1
    else tally.faults.push(`${status} ${JSON.stringify(body)}`)
    if (status === 200) missing -= 1
  }
}

/** "Take the next one", until there is none. */
const claimNext = async (tally: Tally, agent: Agent): Promise<void> => {
  for (;;) {
    const { status, body } = await post(tally, agent, '/api/tickets/claim-next', {
      queue: 'retention',
    })
    if (status !== 200) tally.faults.push(`${status} ${JSON.stringify(body)}`)
    const ticket = body['ticket'] as { id: string } | null | undefined
    if (!ticket) return
    win(tally, ticket.id, agent.agent.id)
  }
}

/** What the store says must be what the agents were told. */
const check = async ({ store }: TestApi, tally: Tally, ids: readonly string[]): Promise<void> => {
  for (const id of ids) {
    const winners = tally.won.get(id) ?? []
    const ticket = await store.tickets.byId(id)
    const claims = ticket?.history.filter(({ kind }) => kind === 'claimed').length ?? 0
    if (winners.length !== 1) tally.faults.push(`${id} was won by ${winners.length}`)
    if (claims !== 1) tally.faults.push(`${id} has ${claims} claims in its history`)
    if (ticket?.assigneeId !== winners[0]) tally.faults.push(`${id} is not its winner's`)
  }
}

const run = async (
  name: string,
  api: TestApi,
  agents: readonly Agent[],
  claim: (tally: Tally, agent: Agent, ids: readonly string[]) => Promise<void>,
): Promise<boolean> => {
  const tally: Tally = { won: new Map(), lost: 0, faults: [], answeredMs: [] }
  const ids = await openTickets(api, ticketCount)
  const began = performance.now()
  await Promise.all(agents.map((agent) => claim(tally, agent, ids)))
  const seconds = (performance.now() - began) / 1_000
  await check(api, tally, ids)
  console.log(`
${name}
  claimed     ${tally.won.size} of ${ids.length} in ${seconds.toFixed(1)} s, ${(tally.won.size / seconds).toFixed(0)}/s
  too late    ${tally.lost} (409, each names the winner)
  answer      p50 ${quantile(tally.answeredMs, 0.5).toFixed(0)} ms, p95 ${quantile(tally.answeredMs, 0.95).toFixed(0)} ms
  faults      ${tally.faults.length}`)
  for (const fault of tally.faults.slice(0, 10)) console.log(`    ${fault}`)
  return tally.faults.length === 0
}

const api = await startBenchApi()
console.log(`${agentCount} agents, one queue of ${ticketCount} tickets`)
const agents = await many(agentCount, () => api.signIn())
const fromList = await run('from the list', api, agents, claimFromList)
const next = await run('claim next', api, agents, claimNext)
await api.stop()
process.exit(fromList && next ? 0 : 1)
