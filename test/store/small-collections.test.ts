import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Store } from '../../src/store/store.js'
import { testDatabase } from '../support/database.js'
import type { TestDatabase } from '../support/database.js'
import { at, newId } from '../support/records.js'

let database: TestDatabase
let store: Store

beforeAll(async () => {
  database = await testDatabase()
  store = database.store
})

afterAll(() => database.dropAndClose())

describe('agents', () => {
  const anAgent = (email: string) => ({
    id: newId(),
    email,
    name: 'Eva',
    role: 'agent' as const,
    passwordHash: '$argon2id$',
    disabledAt: null,
    createdAt: at('12:00:00'),
    skills: [],
    capacity: null,
    language: null,
  })

  it('has an e-mail once, in whatever case it is written', async () => {
    const eva = anAgent('eva@example.com')
    await store.agents.insert(eva)
    const again = store.agents.insert(anAgent('EVA@example.com'))
    await expect(again).rejects.toMatchObject({ code: 'conflict' })
    expect(await store.agents.byEmail('Eva@Example.com')).toEqual(eva)
  })

  it('lists and counts all of them', async () => {
    const before = await store.agents.count()
    const both = [anAgent('a@example.com'), anAgent('b@example.com')]
    for (const agent of both) await store.agents.insert(agent)
    await store.agents.update(both[0]?.id ?? '', { disabledAt: at('13:00:00') })
    expect(await store.agents.count()).toBe(before + 2)
    expect(await store.agents.list()).toHaveLength(before + 2)
    expect(await store.agents.byIds(both.map(({ id }) => id))).toHaveLength(2)
    expect((await store.agents.byId(both[0]?.id ?? ''))?.disabledAt).toEqual(at('13:00:00'))
  })
})

describe('sessions', () => {
  const aSession = (tokenHash: string, agentId: string) => ({
    tokenHash,
    agentId,
    createdAt: at('12:00:00'),
    lastSeenAt: at('12:00:00'),
    expiresAt: at('20:00:00'),
  })

  it('are found by the hash of their token until they are removed', async () => {
    const session = aSession('hash-1', 'eva')
    await store.sessions.insert(session)
    expect(await store.sessions.byTokenHash('hash-1')).toEqual(session)
    await store.sessions.touch('hash-1', at('13:00:00'))
    expect((await store.sessions.byTokenHash('hash-1'))?.lastSeenAt).toEqual(at('13:00:00'))
    await store.sessions.remove('hash-1')
    expect(await store.sessions.byTokenHash('hash-1')).toBeNull()
  })

  it('end all at once for one agent, and only for that one', async () => {
    await store.sessions.insert(aSession('hash-2', 'eva'))
    await store.sessions.insert(aSession('hash-3', 'eva'))
    await store.sessions.insert(aSession('hash-4', 'leo'))
    await store.sessions.removeOfAgent('eva')
    const left = await Promise.all(
      ['hash-2', 'hash-3', 'hash-4'].map((hash) => store.sessions.byTokenHash(hash)),
    )
    expect(left.map((session) => session?.agentId)).toEqual([undefined, undefined, 'leo'])
  })
})

describe('events', () => {
  it('are read again from where a reader stopped', async () => {
    const events = Array.from({ length: 5 }, () => ({
      id: newId(),
      at: at('12:00:00'),
      kind: 'message.added' as const,
      conversationId: 'c',
      ticketId: null,
      messageId: 'm',
      agentId: null,
    }))
    await store.events.append(events)
    await store.events.append([])
    expect(await store.events.since(events[1]?.id ?? '', 2)).toEqual(events.slice(2, 4))
    expect(await store.events.since(events[4]?.id ?? '', 2)).toEqual([])
  })
})

describe('campaignRuns.ensure', () => {
  it('makes the run once and gives the first one to everybody', async () => {
    const run = (startedBy: string) => ({
      id: 'survey-2026-11',
      definitionId: 'preventive-survey',
      kind: 'preventive-survey',
      startedAt: at('12:00:00'),
      startedBy,
    })
    const made = await Promise.all(
      ['a', 'b', 'c'].map((name) => store.campaignRuns.ensure(run(name))),
    )
    expect(new Set(made.map(({ startedBy }) => startedBy)).size).toBe(1)
    expect((await store.campaignRuns.list({ limit: 5, after: null })).items).toEqual([made[0]])
  })
})

describe('unanswered and authenticityReports', () => {
  it('are listed newest first', async () => {
    for (const time of ['10:00:00', '11:00:00']) {
      const common = { id: newId(), conversationId: 'c', messageId: 'm', text: time, at: at(time) }
      const nobody = { reviewedAt: null, reviewedBy: null, resolution: null }
      await store.unanswered.insert({ ...common, bestIntent: null, score: 0.2, ...nobody })
      const open = { handledAt: null, handledBy: null, resolution: null }
      await store.authenticityReports.insert({ ...common, contactId: 'k', ...open })
    }
    const page = { limit: 1, after: null }
    expect((await store.unanswered.list({}, page)).items[0]?.text).toBe('11:00:00')
    expect((await store.authenticityReports.list({}, page)).items[0]?.text).toBe('11:00:00')
  })
})

describe('surveyResponses', () => {
  it('gives the latest of a contact, and follows a merged one', async () => {
    const response = (id: string, time: string) => ({
      id,
      conversationId: 'before',
      contactId: 'ana',
      surveyId: 'preventive-tv',
      surveyVersion: 1,
      product: 'tv' as const,
      campaignId: null,
      outcome: 'completed' as const,
      answers: [{ question: 'q', values: ['5'], text: null, at: at(time) }],
      startedAt: at('09:00:00'),
      endedAt: at(time),
      ticketId: null,
    })
    await store.surveyResponses.insert(response('r1', '10:00:00'))
    await store.surveyResponses.insert(response('r2', '11:00:00'))
    const latest = await store.surveyResponses.latestOfContact('ana', 1)
    expect(latest).toEqual([response('r2', '11:00:00')])
    await store.surveyResponses.reassign('before', { conversationId: 'after', contactId: 'eva' })
    expect(await store.surveyResponses.latestOfContact('eva', 5)).toHaveLength(2)
  })
})

describe('audit', () => {
  it('takes an entry', async () => {
    const entry = { id: newId(), at: at('12:00:00'), agentId: null, action: 'login', subject: null }
    await expect(store.audit.append(entry)).resolves.toBeUndefined()
    await expect(store.audit.append(entry)).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('media', () => {
  it('gives back the very bytes', async () => {
    const media = {
      id: newId(),
      mimeType: 'image/png',
      bytes: Buffer.from([0, 255, 1, 2]),
      fileName: null,
      createdAt: at('12:00:00'),
    }
    await store.media.insert(media)
    const found = await store.media.byId(media.id)
    expect(found).toEqual(media)
    expect(Buffer.isBuffer(found?.bytes)).toBe(true)
    expect(await store.media.byId('nothing')).toBeNull()
  })

  it('refuses what no document can hold', async () => {
    const insert = store.media.insert({
      id: newId(),
      mimeType: 'video/mp4',
      bytes: Buffer.alloc(17 * 1024 * 1024),
      fileName: null,
      createdAt: at('12:00:00'),
    })
    await expect(insert).rejects.toMatchObject({ code: 'invalid' })
  })
})
