import type { ApiDeps, ChannelFace } from '../../src/api/deps.js'
import { createServer } from '../../src/api/server.js'
import type { Agent } from '../../src/domain/agent.js'
import type { CannedReply } from '../../src/domain/canned-reply.js'
import { deskSettings } from '../../src/domain/desk-settings.js'
import { DomainError } from '../../src/domain/errors.js'
import type { DomainEvent } from '../../src/domain/events.js'
import { systemClock } from '../../src/lib/clock.js'
import { createEventFeed } from '../../src/lib/event-feed.js'
import type { EventFeed } from '../../src/lib/event-feed.js'
import { silentLog } from '../../src/lib/log.js'
import type { Store } from '../../src/store/store.js'
import { createTicketRoom } from '../../src/tickets/ticket-room.js'
import { createTranscripts } from '../../src/transcripts/transcripts.js'
import { createWorkspace } from '../../src/workspace/workspace.js'
import { anAgent, newId } from './builders.js'
import { testDatabase } from './database.js'

export type Answer = { status: number; headers: Headers; body: Record<string, unknown> }

/** A browser or a script: keeps its cookie, says where it comes from unless told otherwise. */
export type Client = {
  cookie: string | null
  get: (path: string, headers?: Record<string, string>) => Promise<Answer>
  send: (
    method: 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    headers?: Record<string, string | null>,
  ) => Promise<Answer>
}

export type TestApi = {
  url: string
  store: Store
  feed: EventFeed<DomainEvent>
  server: ReturnType<typeof createServer>
  stranger: () => Client
  /** A new user, signed in. */
  signIn: (overrides?: Partial<Agent>) => Promise<Client & { agent: Agent }>
  /** What the passwords port was asked: 'hash' or 'verify'. */
  hashing: string[]
  stop: () => Promise<void>
}

export const password = 'correct horse'

export const aChannel = (overrides: Partial<ChannelFace> = {}): ChannelFace => ({
  id: 'simulator',
  account: 'simulator',
  state: () => ({ status: 'open', since: new Date('2026-11-22T14:00:00.000Z') }),
  link: null,
  unlink: null,
  ...overrides,
})

const contentOfTests: ReturnType<ApiDeps['content']> = {
  surveys: [],
  campaigns: [],
  settings: {
    timeZone: 'America/Guayaquil',
    callNumbers: { callScript: '180010010', equipment: '1800-100-100' },
    website: 'https://example.test',
    turnPortal: 'https://example.test/turnos',
    postSaleMail: 'mail@example.test',
    mailSubjectPattern: '{a}',
    serviceNames: { fija: 'Fija', internet: 'Internet', tv: 'Televisión', movil: 'Móvil' },
    contactWithinHours: 24,
    desk: deskSettings.parse({}),
    quietPeriodHours: 6,
    equipmentDeadline: null,
  } as ReturnType<ApiDeps['content']>['settings'],
}

const seedReplies: CannedReply[] = [
  {
    id: 'saludo',
    shortcut: 'saludo',
    title: 'Saludo',
    step: 'greeting',
    text: { es: '{saludo}, {nombre}. Le saluda {agente}.', pt: null },
    verbatim: false,
  },
  {
    id: 'plazo',
    shortcut: 'plazo',
    title: 'Plazo',
    step: 'answer',
    text: { es: 'Hasta el {plazo}.', pt: null },
    verbatim: false,
  },
]

const readBody = async (response: Response): Promise<Record<string, unknown>> => {
  const text = await response.text()
  const json = /json/.test(response.headers.get('content-type') ?? '')
  return json && text !== '' ? (JSON.parse(text) as Record<string, unknown>) : { text }
}

const createClient = (url: string): Client => {
  const client: Client = {
    cookie: null,
    get: (path, headers = {}) => call('GET', path, undefined, headers),
    send: (method, path, body, headers = {}) =>
      call(method, path, body, { origin: url, ...headers }),
  }
  const call = async (
    method: string,
    path: string,
    body: unknown,
    given: Record<string, string | null>,
  ): Promise<Answer> => {
    const usual = {
      'content-type': body === undefined ? null : 'application/json',
      cookie: client.cookie,
    }
    const headers = Object.fromEntries(
      Object.entries({ ...usual, ...given }).filter(([, value]) => value !== null),
    ) as Record<string, string>
    const sent = typeof body === 'string' || body === undefined ? body : JSON.stringify(body)
    const response = await fetch(`${url}${path}`, {
      method,
      headers,
      redirect: 'manual',
      ...(sent === undefined ? {} : { body: sent }),
    })
    const set = response.headers.getSetCookie()[0]?.split(';')[0]
    if (set !== undefined) client.cookie = set.endsWith('=') ? null : set
    return { status: response.status, headers: response.headers, body: await readBody(response) }
  }
  return client
}

type Built = { deps: ApiDeps; hashing: string[]; feed: EventFeed<DomainEvent> }

/** Slow hashing is replaced by a plain comparison; everything else is real. */
const buildDeps = (store: Store, overrides: Partial<ApiDeps>): Built => {
  const clock = overrides.clock ?? systemClock
  const feed = createEventFeed<DomainEvent>({ since: store.events.since, clock })
  const hashing: string[] = []
  const passwords: ApiDeps['passwords'] = {
    hash: (text) => {
      hashing.push('hash')
      return Promise.resolve(`plain:${text}`)
    },
    verify: (hash, text) => {
      hashing.push('verify')
      return Promise.resolve(hash === `plain:${text}`)
    },
  }
  const transcripts = createTranscripts({ store, clock, newId })
  const deps: ApiDeps = {
    clock,
    newId,
    log: silentLog,
    records: store,
    ping: store.ping,
    passwords,
    ...createTicketRoom({
      store,
      clock,
      newId,
      rules: () => contentOfTests.settings,
      publish: feed.publish,
    }),
    transcripts,
    workspace: createWorkspace({
      store,
      clock,
      newId,
      publish: feed.publish,
      openConversation: transcripts.conversation,
      showTyping: () => undefined,
      seedReplies: () => seedReplies,
      settings: () => contentOfTests.settings,
      checkText: (text) => {
        if (/riesgo/i.test(text)) throw new DomainError('refused', 'No diga riesgo.')
      },
    }),
    feed,
    channels: () => [aChannel()],
    content: () => contentOfTests,
    campaigns: {
      send: () => Promise.resolve({ campaignId: 'c:1', added: 1, alreadyThere: 0, rejected: [] }),
    },
    simulator: null,
    options: {
      version: '0.1.0',
      secure: false,
      origins: [],
      trustProxy: false,
      consoleFolder: null,
    },
    ...overrides,
  }
  return { deps, hashing, feed }
}

/** The whole API over real HTTP with the real store. */
export const startApi = async (
  overrides: (store: Store) => Partial<ApiDeps> = () => ({}),
): Promise<TestApi> => {
  const database = await testDatabase()
  const { store } = database
  const { deps, hashing, feed } = buildDeps(store, overrides(store))
  const server = createServer(deps)
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 })
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    store,
    feed,
    server,
    hashing,
    stranger: () => createClient(url),
    signIn: async (agentOverrides) => {
      const agent = anAgent(agentOverrides)
      await store.agents.insert(agent)
      const client = createClient(url)
      const answer = await client.send('POST', '/api/session', { email: agent.email, password })
      if (answer.status !== 200) throw new Error(`Sign-in failed: ${JSON.stringify(answer.body)}`)
      return Object.assign(client, { agent })
    },
    stop: async () => {
      await server.stop()
      await database.dropAndClose()
    },
  }
}
