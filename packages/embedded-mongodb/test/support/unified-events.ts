import type {
  ClientSession,
  CommandFailedEvent,
  CommandStartedEvent,
  CommandSucceededEvent,
  Document,
  MongoClient,
} from 'mongodb'
import { mismatch } from './unified-match.js'

type Seen = { kind: string; fields: Document }
export type Events = {
  of: (client: string) => Seen[]
  observe: (id: string, entity: Document, client: MongoClient) => void
}

const isPlain = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

const names = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

/** Logging in and greeting are nobody's business (the specification calls them sensitive). */
const sensitive = new Set([
  'hello',
  'ismaster',
  'isMaster',
  'saslStart',
  'saslContinue',
  'configureFailPoint',
])

/** Records what a driver says that it sends and gets. */
export const createEvents = (): Events => {
  const seen = new Map<string, Seen[]>()
  return {
    of: (client) => seen.get(client) ?? [],
    observe: (id, entity, client) => {
      const list: Seen[] = []
      const kinds = names(entity['observeEvents'])
      const ignored = new Set([...names(entity['ignoreCommandMonitoringEvents']), ...sensitive])
      const add = (kind: string, commandName: string, fields: Document): void => {
        if (kinds.includes(kind) && !ignored.has(commandName))
          list.push({ kind, fields: { ...fields, commandName } })
      }
      seen.set(id, list)
      client.on('commandStarted', ({ commandName, command, databaseName }: CommandStartedEvent) => {
        add('commandStartedEvent', commandName, { command: { ...command }, databaseName })
      })
      client.on('commandSucceeded', ({ commandName, reply }: CommandSucceededEvent) => {
        add('commandSucceededEvent', commandName, { reply })
      })
      client.on('commandFailed', ({ commandName }: CommandFailedEvent) => {
        add('commandFailedEvent', commandName, {})
      })
    },
  }
}

/** Puts the ids in the place of the sessions' names. */
const withSessions = (value: unknown, sessions: Map<string, ClientSession>): unknown => {
  if (Array.isArray(value)) return value.map((item) => withSessions(item, sessions))
  if (!isPlain(value)) return value
  const { $$sessionLsid } = value
  if (typeof $$sessionLsid === 'string') return sessions.get($$sessionLsid)?.id
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, withSessions(inner, sessions)]),
  )
}

/** Ways of this driver: order is a Map, it adds its own limits to concerns, and what is false by default it leaves out. */
const ownFields: Record<string, string> = {
  writeConcern: 'wtimeout',
  readConcern: 'afterClusterTime',
}

const plain = (value: unknown): unknown => {
  if (value instanceof Map) return Object.fromEntries(value)
  if (Array.isArray(value)) return value.map(plain)
  if (!isPlain(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]))
}

const sent = (actual: Document | undefined, key: string, wanted: unknown): unknown => {
  const value = plain(actual?.[key])
  if (value === undefined && key === 'bypassDocumentValidation' && wanted === false) return false
  const own = ownFields[key]
  if (own === undefined) return value
  if (typeof value !== 'object' || value === null) return value
  if (isPlain(wanted) && own in wanted) return value
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== own))
}

/** A command and a reply may hold more fields than are wanted, what is inside them may not. */
const fieldProblem = (actual: unknown, wanted: unknown, path: string): string | undefined => {
  if (path !== 'command' && path !== 'reply') return mismatch(actual, wanted)
  for (const [key, inner] of Object.entries(wanted as Document)) {
    const problem = mismatch(sent(actual as Document | undefined, key, inner), inner)
    if (problem) return `${path}.${key}: ${problem}`
  }
  return undefined
}

const eventProblem = (actual: Seen | undefined, wanted: Document): string | undefined => {
  const [[kind, fields]] = Object.entries(wanted) as [[string, Document]]
  if (!actual) return `no ${kind}`
  if (actual.kind !== kind) return `${actual.kind} instead of ${kind}`
  return Object.keys(fields)
    .filter((name) => name !== 'hasServiceId' && name !== 'hasServerConnectionId')
    .map((name) => fieldProblem(actual.fields[name], fields[name], name))
    .find((problem) => problem !== undefined)
}

/** Checks `expectEvents` as far as it is about commands. */
export const checkEvents = (
  events: Events,
  expected: readonly Document[],
  sessions: Map<string, ClientSession>,
): void => {
  for (const { client, eventType, events: list, ignoreExtraEvents } of expected) {
    if (eventType !== undefined && eventType !== 'command') continue
    const actual = events.of(String(client))
    const wanted = withSessions(list, sessions) as Document[]
    const problem = wanted
      .map((one, i) => eventProblem(actual[i], one))
      .find((found) => found !== undefined)
    if (problem) throw new Error(`event: ${problem}`)
    if (ignoreExtraEvents !== true && actual.length > wanted.length)
      throw new Error(`event: ${actual[wanted.length]?.kind ?? ''} too many`)
  }
}
