import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { messageExplanationView } from '../../src/api/contract/explanation.js'
import type { TurnRecord } from '../../src/domain/message.js'
import { systemClock } from '../../src/lib/clock.js'
import { silentLog } from '../../src/lib/log.js'
import type { RetrainableClassifier } from '../../src/nlu/classifier.js'
import { createNlpjsClassifier } from '../../src/nlu/nlpjs-classifier.js'
import { createClassifierDesk } from '../../src/training/classifier-desk.js'
import { smallCorpus } from '../nlu/support/small-corpus.js'
import { startApi, type Client, type TestApi } from '../support/api.js'
import { aConversation, aMessage, newId } from '../support/builders.js'

let api: TestApi
let supervisor: Client
let classifier: RetrainableClassifier
const conversation = aConversation()
const takenAt = new Date('2026-11-18T15:00:00Z')

const turn = (overrides: Partial<TurnRecord> = {}): TurnRecord => ({
  normalized: 'quiero cancelar el internet',
  intent: 'cancelar',
  score: 0.9,
  alternatives: [{ intent: 'cancelar', score: 0.9 }],
  decisions: ['intent:cancelar'],
  takenAt,
  ...overrides,
})

let seq = 0
const stored = async (overrides: Parameters<typeof aMessage>[0] = {}): Promise<string> => {
  const message = aMessage({
    conversationId: conversation.id,
    seq: ++seq,
    content: { kind: 'text', text: 'quiero cancelar el internet' },
    turn: turn({ model: classifier.info().hash }),
    ...overrides,
  })
  await api.store.messages.insert(message)
  return message.id
}

const explained = async (id: string) =>
  messageExplanationView.parse((await supervisor.get(`/api/messages/${id}/explanation`)).body)

beforeAll(async () => {
  classifier = await createNlpjsClassifier({ corpus: smallCorpus, cacheDirectory: null })
  api = await startApi((store) => ({
    classifier: createClassifierDesk({
      store,
      classifier,
      clock: systemClock,
      newId,
      readCorpus: () => Promise.resolve(smallCorpus),
      log: silentLog,
    }),
  }))
  await api.store.conversations.insert(conversation)
  supervisor = await api.signIn({ role: 'supervisor' })
})
afterAll(() => api.stop())

describe('GET /api/messages/:messageId/explanation', () => {
  it('is 401 without a session, and for supervisors and admins alone', async () => {
    const address = `/api/messages/${await stored()}/explanation`
    expect((await api.stranger().get(address)).status).toBe(401)
    expect((await (await api.signIn()).get(address)).status).toBe(403)
    expect((await (await api.signIn({ role: 'admin' })).get(address)).status).toBe(200)
  })

  it('says what was decided then, which features speak for it, and by which model', async () => {
    const view = await explained(await stored())
    expect(view).toMatchObject({
      model: classifier.info().hash,
      isLive: true,
      turn: { intent: 'cancelar', decisions: ['intent:cancelar'] },
      explanation: { intent: 'cancelar', answered: 'cancelar', decision: 'answer' },
    })
    const { features, alternatives, thresholds, score } = view.explanation
    expect(
      features.some(({ feature, contribution }) => /cancel/.test(feature) && contribution > 0),
    ).toBe(true)
    expect(alternatives[0]).toEqual({ intent: 'cancelar', score })
    expect(score).toBeGreaterThanOrEqual(thresholds.accept)
  })

  it.each([
    ['another model', 'f00d', 'f00d'],
    ['a model that nobody noted', undefined, null],
  ])(
    'says so when %s read it then, and explains with the live one',
    async (_name, model, shown) => {
      const noted = model === undefined ? turn() : turn({ model })
      const view = await explained(await stored({ turn: noted }))
      expect(view).toMatchObject({
        model: shown,
        liveModel: classifier.info().hash,
        isLive: false,
        explanation: { intent: 'cancelar' },
      })
    },
  )

  it('explains what was written then, not what it was changed to later', async () => {
    const id = await stored({
      content: { kind: 'text', text: 'no tengo señal' },
      edits: [
        { text: 'quiero', at: new Date(takenAt.getTime() - 1) },
        { text: 'quiero cancelar el internet', at: new Date(takenAt.getTime() + 1) },
      ],
    })
    expect((await explained(id)).explanation.normalized).toContain('cancelar')
  })

  it.each([
    ['that is not there', () => Promise.resolve('unknown')],
    ['of the bot', () => stored({ author: 'bot', turn: null })],
    ['for a person', () => stored({ turn: turn({ normalized: null, intent: null }) })],
    ['without words', () => stored({ content: { kind: 'call', video: false } })],
  ])('is 404 for a message %s', async (_name, make) => {
    const { status, body } = await supervisor.get(`/api/messages/${await make()}/explanation`)
    expect({ status, code: body['code'] }).toEqual({ status: 404, code: 'not-found' })
  })

  it('notes who read the conversation', async () => {
    const kept: string[] = []
    const append = api.store.audit.append
    api.store.audit.append = (entry) => {
      kept.push(`${entry.action} ${entry.subject}`)
      return append(entry)
    }
    const reader = await api.signIn({ role: 'supervisor' })
    await reader.get(`/api/messages/${await stored()}/explanation`)
    expect(kept).toContain(`transcript.opened ${conversation.id}`)
  })
})
