import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createEngine, type Engine, type EngineDeps } from '../../src/engine/engine.js'
import { createInbox } from '../../src/inbox/inbox.js'
import { silentLog } from '../../src/lib/log.js'
import { testDatabase, type TestDatabase } from '../support/database.js'
import { failingStore } from '../support/failing-store.js'
import { startHouse, type House } from '../support/start-chat.js'

let house: House
let database: TestDatabase
let last = 0
let lastId = 0

beforeAll(async () => {
  house = await startHouse()
  database = await testDatabase({ clock: house.clock })
})
afterAll(async () => {
  await house.stop()
  await database.dropAndClose()
})

const newPhone = (): string => `+5939869${String(++last).padStart(5, '0')}`

const engineOn = (changes: Partial<EngineDeps> = {}): Engine =>
  createEngine({
    ...house.parts,
    store: database.store,
    texts: () => house.texts,
    publish: () => undefined,
    wakeOutbox: () => undefined,
    markRead: () => undefined,
    log: silentLog,
    ...changes,
  })

/** Stored; no engine knows of it yet. */
const arrives = (phone: string, text: string, providerId = `wa-${++lastId}`): Promise<void> =>
  createInbox({
    ...house.parts,
    rules: () => house.texts.settings,
    store: database.store,
    wake: () => undefined,
    publish: () => undefined,
  }).receive({
    address: { channel: 'simulator', account: 'simulator', chat: phone },
    phone,
    lid: null,
    name: 'Ana',
    providerId,
    quotedProviderId: null,
    content: { kind: 'text', text },
    at: house.clock.now(),
    late: false,
  })

const records = async (phone: string) => {
  const { contacts, conversations, messages, tickets, surveyResponses, unanswered } = database.store
  const contact = await contacts.byPhone(phone)
  if (!contact) throw new Error('this customer never wrote')
  const [conversation] = await conversations.byContact(contact.id)
  if (!conversation) throw new Error('there is no conversation')
  const review = await unanswered.list({}, { limit: 200, after: null })
  return {
    contact,
    conversation,
    messages: await messages.list(conversation.id, { limit: 200 }),
    tickets: await tickets.latestOfContact(contact.id, 20),
    responses: await surveyResponses.latestOfContact(contact.id, 20),
    unanswered: review.items.filter(({ conversationId }) => conversationId === conversation.id),
  }
}

const repliesTo = async (phone: string): Promise<string[]> =>
  (await records(phone)).messages.flatMap(({ author, content }) =>
    author === 'bot' && content.kind === 'text' ? [content.text] : [],
  )

const lastQuestion = 'telefono'

/** One answer short of a completed survey. */
const almostDone = async (phone: string): Promise<void> => {
  await arrives(phone, 'hola')
  await engineOn().takePending()
  const { conversation } = await records(phone)
  const survey = house.parts.content.newestSurvey('retencion-tv')
  if (!survey) throw new Error('there is no survey')
  const now = house.clock.now()
  const before = survey.questions.filter(({ id }) => id !== lastQuestion)
  await database.store.conversations.update(conversation.id, {
    survey: {
      id: house.parts.newId(),
      surveyId: survey.id,
      surveyVersion: survey.version,
      product: 'tv',
      campaignId: null,
      state: 'running',
      question: lastQuestion,
      answers: before.map(({ id }) => ({ question: id, values: ['1'], text: null, at: now })),
      misses: 0,
      startedAt: now,
      lastActivityAt: now,
      remindersSent: 0,
      nextDueAt: now,
    },
  })
}

describe('a turn that is cut off', () => {
  it('at any write leaves nothing half done; the next run completes it once', async () => {
    const phone = newPhone()
    await almostDone(phone)
    const before = await records(phone)
    await arrives(phone, 'sí')
    let cuts = 0
    for (let write = 1; write < 60; write += 1) {
      const { store, failed } = failingStore(database.store, write)
      const run = engineOn({ store }).takeTurns(before.conversation.id)
      const ended = await run.then(
        () => 'taken',
        () => 'cut',
      )
      if (!failed()) break
      cuts += 1
      expect(ended).toBe('cut')
      const now = await records(phone)
      expect(now.tickets).toEqual([])
      expect(now.responses).toEqual([])
      expect(now.conversation.survey?.question).toBe(lastQuestion)
      expect(now.messages.filter(({ author }) => author === 'bot')).toHaveLength(
        before.messages.filter(({ author }) => author === 'bot').length,
      )
      expect(now.messages.filter(({ turnPending }) => turnPending)).toHaveLength(1)
    }
    expect(cuts).toBeGreaterThanOrEqual(6)
    const done = await records(phone)
    expect(done.tickets).toMatchObject([{ kind: 'retention-survey', status: 'open' }])
    expect(done.responses).toMatchObject([{ outcome: 'completed', ticketId: done.tickets[0]?.id }])
    expect(done.conversation.survey).toBeNull()
    expect(done.messages.filter(({ turnPending }) => turnPending)).toEqual([])
    expect(done.messages.filter(({ author }) => author === 'bot')).toHaveLength(
      before.messages.filter(({ author }) => author === 'bot').length + 1,
    )
  })

  it('is found again by another engine', async () => {
    const phone = newPhone()
    await arrives(phone, 'de qué número me escriben')
    await engineOn().takePending()
    await engineOn().takePending()
    expect(await repliesTo(phone)).toHaveLength(1)
  })
})

describe('a completed survey', () => {
  it('is one ticket and one response, also when its last answer comes 50 times', async () => {
    const phone = newPhone()
    await almostDone(phone)
    await Promise.all(Array.from({ length: 50 }, () => arrives(phone, 'sí', `replay-${phone}`)))
    const { conversation } = await records(phone)
    const engines = [engineOn(), engineOn(), engineOn()]
    await Promise.all(engines.map((engine) => engine.takeTurns(conversation.id)))
    const { tickets, responses } = await records(phone)
    expect([tickets.length, responses.length]).toEqual([1, 1])
  }, 60_000)
})

describe('two engines on two stores of one database', () => {
  it('take a turn once: one reply', async () => {
    const other = await database.openAnother()
    const phones = Array.from({ length: 5 }, newPhone)
    for (const phone of phones) await arrives(phone, 'de qué número me escriben')
    await Promise.all([engineOn().takePending(), engineOn({ store: other }).takePending()])
    for (const phone of phones) expect(await repliesTo(phone)).toHaveLength(1)
  })
})

describe('a classifier that throws', () => {
  it('costs nobody an answer: the call script, and the list of unanswered questions', async () => {
    const phone = newPhone()
    await arrives(phone, 'de qué número me escriben')
    const classify = (): never => {
      throw new Error('no model')
    }
    await engineOn({ classifier: { ...house.parts.classifier, classify } }).takePending()
    expect(await repliesTo(phone)).toEqual([
      house.texts.phrases.es.callScript.replace('{numero}', '180010010'),
    ])
    expect((await records(phone)).unanswered).toMatchObject([
      { text: 'de qué número me escriben', bestIntent: null },
    ])
  })
})

describe('while a human has the conversation', () => {
  it('the classifier is not asked and nothing is said, but an opt-out counts', async () => {
    const phone = newPhone()
    await arrives(phone, 'hola')
    await engineOn().takePending()
    const { conversation } = await records(phone)
    const mode = { kind: 'human' as const, ticketId: 't' }
    await database.store.conversations.update(conversation.id, { mode })
    const before = await repliesTo(phone)
    const classify = (): never => {
      throw new Error('nobody should ask')
    }
    await arrives(phone, 'de qué número me escriben')
    await arrives(phone, 'baja')
    await engineOn({ classifier: { ...house.parts.classifier, classify } }).takePending()
    expect(await repliesTo(phone)).toEqual(before)
    expect((await records(phone)).contact.optedOutAt).toEqual(house.clock.now())
  })
})

describe('a ticket when there is one already', () => {
  it('is raised: the stronger kind, the higher priority, the supervisors first', async () => {
    const phone = newPhone()
    await arrives(phone, 'quiero cancelar mi servicio de televisión')
    await engineOn().takePending()
    await arrives(phone, 'los voy a denunciar a la arcotel')
    await engineOn().takePending()
    expect((await records(phone)).tickets).toMatchObject([
      { kind: 'regulator', priority: 'urgent', queue: 'supervisor', product: 'tv', status: 'open' },
    ])
  })
})

describe('a fault of ours', () => {
  it('in deciding about a message leaves it for review, and the conversation goes on', async () => {
    const phone = newPhone()
    await arrives(phone, 'hola')
    const failing = new Map(house.texts.questions)
    failing.get = () => {
      throw new Error('a fault of ours')
    }
    const errors: unknown[] = []
    const log = { ...silentLog, error: (...words: unknown[]) => void errors.push(words) }
    await engineOn({ texts: () => ({ ...house.texts, questions: failing }), log }).takePending()
    const left = await records(phone)
    expect(left.unanswered).toMatchObject([{ text: 'hola' }])
    expect(left.messages.filter(({ turnPending }) => turnPending)).toEqual([])
    expect(errors).toMatchObject([
      [{ messageId: left.messages[0]?.id }, expect.stringContaining('deciding failed')],
    ])
    await arrives(phone, '¿de qué número me escriben?')
    await engineOn().takePending()
    expect(await repliesTo(phone)).toEqual([
      expect.stringContaining('180010010'),
      house.texts.questions.get('numero_envio')?.answer.es,
    ])
  })
})
