import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { driftView } from '../../src/api/contract/drift.js'
import { silentLog } from '../../src/lib/log.js'
import { createNlpjsClassifier } from '../../src/nlu/nlpjs-classifier.js'
import { createClassifierDesk } from '../../src/training/classifier-desk.js'
import { smallCorpus } from '../nlu/support/small-corpus.js'
import { startApi, type Client, type TestApi } from '../support/api.js'
import { aMessage, newId } from '../support/builders.js'
import { createFakeClock } from '../support/fake-clock.js'

let api: TestApi
let supervisor: Client
const clock = createFakeClock('2026-11-20T12:00:00-05:00')

let seq = 0
const wrote = (contactId: string, text: string, at: string, decision = 'intent:cancelar') =>
  api.store.messages.insert(
    aMessage({
      conversationId: `of-${contactId}`,
      contactId,
      seq: ++seq,
      content: { kind: 'text', text },
      createdAt: new Date(at),
      turn: {
        normalized: text,
        intent: null,
        score: 0.5,
        alternatives: [],
        decisions: [decision],
        takenAt: new Date(at),
      },
    }),
  )

const drift = async (query = '') =>
  driftView.parse((await supervisor.get(`/api/reports/drift${query}`)).body)

beforeAll(async () => {
  const classifier = await createNlpjsClassifier({ corpus: smallCorpus, cacheDirectory: null })
  api = await startApi((store) => ({
    clock,
    classifier: createClassifierDesk({
      store,
      classifier,
      clock,
      newId,
      readCorpus: () => Promise.resolve(smallCorpus),
      log: silentLog,
    }),
  }))
  supervisor = await api.signIn({ role: 'supervisor' })
  await wrote('ana', 'quiero cancelar el internet', '2026-11-17T15:00:00Z')
  await wrote(
    'ana',
    'soy Gurumendi, Gurumendi, receta de blockchain',
    '2026-11-17T15:01:00Z',
    'call-script',
  )
  await wrote(
    'eva',
    'Gurumendis y su receta de blockchain 0987654321',
    '2026-11-18T15:00:00Z',
    'quiet',
  )
  await wrote('eva', '5', '2026-11-18T15:01:00Z', 'answer:grade')
  await wrote('eva', 'blockchain', '2026-11-18T15:02:00Z', 'silent:human')
  await wrote('eva', 'no tengo internet', '2026-11-16T04:59:00Z')
})
afterAll(() => api.stop())

describe('GET /api/reports/drift', () => {
  it('is 401 without a session, and for supervisors and admins alone', async () => {
    expect((await api.stranger().get('/api/reports/drift')).status).toBe(401)
    expect((await (await api.signIn()).get('/api/reports/drift')).status).toBe(403)
    const admin = await api.signIn({ role: 'admin' })
    expect((await admin.get('/api/reports/drift')).status).toBe(200)
  })

  it('counts what was written to the bot this week, beside the week before', async () => {
    const { monday, week, before, complete } = await drift()
    expect({ monday, complete }).toEqual({ monday: '2026-11-16', complete: true })
    expect(week).toMatchObject({ monday: '2026-11-16', messages: 3 })
    expect(week?.unanswered).toBeCloseTo(2 / 3)
    expect(week?.byScore.reduce((sum, count) => sum + count, 0)).toBe(3)
    expect(week?.byIntent.map(({ messages }) => messages)).toContain(1)
    expect(before).toMatchObject({ monday: '2026-11-09', messages: 1, unanswered: 0 })
  })

  it('shows words of several customers, without names, numbers or a text', async () => {
    const { week } = await drift()
    expect(week?.newWords).toEqual([{ word: 'blockchain', times: 2 }])
    expect(JSON.stringify(week)).not.toMatch(/0987|gurumendi/i)
  })

  it('takes any day of another week', async () => {
    const { monday, week, before } = await drift('?week=2026-11-13')
    expect({ monday, messages: week?.messages, before }).toEqual({
      monday: '2026-11-09',
      messages: 1,
      before: null,
    })
    expect((await drift('?week=2026-11-09')).monday).toBe('2026-11-09')
    expect((await drift('?week=2026-11-15')).monday).toBe('2026-11-09')
  })

  it('has no figures of a week in which nobody wrote', async () => {
    expect(await drift('?week=2026-01-05')).toMatchObject({ week: null, before: null })
  })

  it('is 400 for what is no day', async () => {
    expect((await supervisor.get('/api/reports/drift?week=last')).status).toBe(400)
  })
})
