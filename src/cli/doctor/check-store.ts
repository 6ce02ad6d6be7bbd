import { performance } from 'node:perf_hooks'
import type { Config } from '../../config.js'
import type { Store } from '../../store/store.js'
import type { Edge } from '../edge.js'
import { explain } from '../failure.js'
import { setUp, withStore } from '../set-up.js'
import type { Check } from './check.js'

/** The database and what only it knows: the WhatsApp link and the first admin. */
export const checkStore = async (config: Config, edge: Edge): Promise<Check[]> => {
  try {
    return await withStore(setUp(edge), async (store) => [
      await checkAnswers(store),
      await checkLink(store, config),
      await checkAdmin(store),
    ])
  } catch (error) {
    const { lines } = explain(error)
    const found = lines.length > 2 ? `${lines[0]} ${lines[1]}` : lines.join(' ')
    const mend = lines[2] ?? 'Check MONGODB_URI and DATA_DIR.'
    return [{ name: 'database', state: 'broken', found, mend }]
  }
}

const checkAnswers = async (store: Store): Promise<Check> => {
  const name = 'database'
  const startedAt = performance.now()
  if (!(await store.ping())) {
    const mend = 'See its log; restart it.'
    return { name, state: 'broken', found: `${store.description} does not answer`, mend }
  }
  const tookMs = Math.round(performance.now() - startedAt)
  return { name, state: 'good', found: `${store.description}, answers in ${tookMs} ms` }
}

const checkLink = async (store: Store, { baileys }: Config): Promise<Check> => {
  const name = 'WhatsApp'
  if (!baileys) return { name, state: 'good', found: 'off (BAILEYS=on turns it on)' }
  const documents = store.keyedDocuments(`baileys/${baileys.account}`)
  const stored = (await documents.read('credentials', ['current'])).get('current')
  const linked = stored !== undefined && isLinked(stored)
  if (linked) return { name, state: 'good', found: `${baileys.account} is linked` }
  const mend = 'fideliza link, or the page Channels of the console.'
  return { name, state: 'broken', found: `${baileys.account} is not linked`, mend }
}

/** WhatsApp signs the account into the credentials when the phone has agreed. */
const isLinked = (credentials: string): boolean => {
  try {
    return (JSON.parse(credentials) as { account?: unknown }).account !== undefined
  } catch {
    return false
  }
}

const checkAdmin = async (store: Store): Promise<Check> => {
  const name = 'users'
  const agents = (await store.agents.list()).filter(({ disabledAt }) => disabledAt === null)
  const admins = agents.filter(({ role }) => role === 'admin').length
  if (admins > 0) {
    return { name, state: 'good', found: `${agents.length} active, ${admins} of them admins` }
  }
  const mend = 'Open the link that npm start prints, or fideliza user add --role admin.'
  return { name, state: 'advice', found: 'there is no admin yet', mend }
}
