import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { classifierView, explanationView } from '../../src/api/contract/classifier.js'
import { silentLog } from '../../src/lib/log.js'
import type { IntentCorpus, RetrainableClassifier } from '../../src/nlu/classifier.js'
import { createNlpjsClassifier } from '../../src/nlu/nlpjs-classifier.js'
import { createClassifierDesk } from '../../src/training/classifier-desk.js'
import { smallCorpus } from '../nlu/support/small-corpus.js'
import { buildTrainingScript } from '../nlu/support/training-script.js'
import { startApi, type Client, type TestApi } from '../support/api.js'

const greeting: IntentCorpus[number] = {
  locale: 'es',
  entries: [
    { intent: 'saludo', utterances: ['hola', 'buenos días', 'buenas tardes'], negatives: [] },
  ],
}

let api: TestApi
let admin: Client
let classifier: RetrainableClassifier
let training: Awaited<ReturnType<typeof buildTrainingScript>>
let onDisk: IntentCorpus = smallCorpus
let waiting: (() => void)[] = []

const nextTraining = (): Promise<void> => new Promise((resolve) => waiting.push(resolve))

/** Tells when a training has ended. */
const announced = (inner: RetrainableClassifier): RetrainableClassifier => ({
  ...inner,
  retrain: (corpus, options) =>
    inner.retrain(corpus, options).finally(() => {
      for (const tell of waiting) tell()
      waiting = []
    }),
})

const train = async (body: object): Promise<void> => {
  const ended = nextTraining()
  const { status } = await admin.send('POST', '/api/classifier/train', body)
  expect(status).toBe(202)
  await ended
}

const overview = async () => classifierView.parse((await admin.get('/api/classifier')).body)

beforeAll(async () => {
  training = await buildTrainingScript()
  classifier = await createNlpjsClassifier({
    corpus: smallCorpus,
    cacheDirectory: null,
    workerScript: training.script,
  })
  const model = {
    classifier: announced(classifier),
    readCorpus: () =>
      onDisk.length > 0
        ? Promise.resolve(onDisk)
        : Promise.reject(new Error('intents/a.json: no JSON')),
  }
  api = await startApi(() => ({ classifier: createClassifierDesk({ ...model, log: silentLog }) }))
  admin = await api.signIn({ role: 'admin' })
})
afterAll(async () => {
  await api.stop()
  await training.remove()
})

describe('the classifier', () => {
  it('is 401 without a session, read by supervisors, changed by admins alone', async () => {
    expect((await api.stranger().get('/api/classifier')).status).toBe(401)
    const supervisor = await api.signIn({ role: 'supervisor' })
    expect((await supervisor.get('/api/classifier')).status).toBe(200)
    expect((await supervisor.send('POST', '/api/classifier/train', {})).status).toBe(403)
    expect((await api.signIn().then((agent) => agent.get('/api/classifier'))).status).toBe(403)
  })

  it('learns the corpus on disk beside the live model, which goes on answering', async () => {
    const live = (await overview()).live.hash
    onDisk = [...smallCorpus, greeting]
    const ended = nextTraining()
    const started = await admin.send('POST', '/api/classifier/train', {})
    expect(classifierView.parse(started.body).training).toBe(true)
    expect(classifier.classify('buenas tardes').intent).toBeNull()
    expect((await admin.send('POST', '/api/classifier/train', {})).status).toBe(409)
    await ended
    classifier.classify('buenas tardes', { messageId: 'm1' })
    const view = await overview()
    expect(view).toMatchObject({ live: { hash: live }, training: false, compared: 1 })
    expect(view.differences).toMatchObject([
      { messageId: 'm1', live: { intent: null }, candidate: { intent: 'saludo' } },
    ])
  })

  it('is swapped, rolled back and never twice', async () => {
    const promoted = classifierView.parse(
      (await admin.send('POST', '/api/classifier/promote')).body,
    )
    expect(promoted).toMatchObject({ candidate: null, live: { intents: 3 } })
    expect(classifier.classify('buenas tardes').intent).toBe('saludo')
    expect((await admin.send('POST', '/api/classifier/promote')).status).toBe(409)
    expect((await admin.send('POST', '/api/classifier/discard')).status).toBe(409)
    const back = classifierView.parse((await admin.send('POST', '/api/classifier/roll-back')).body)
    expect(back).toMatchObject({ live: { intents: 2 }, previous: { intents: 3 } })
  })

  it('goes live at once when asked to', async () => {
    await train({ shadow: false })
    expect((await overview()).live.intents).toBe(3)
  })

  it('keeps the live model and says why when the corpus cannot be read', async () => {
    onDisk = []
    await admin.send('POST', '/api/classifier/train', {})
    const view = await overview()
    expect(view).toMatchObject({ training: false, lastFailure: 'intents/a.json: no JSON' })
    expect(view.live.intents).toBe(3)
  })

  it('says which features led to an intent', async () => {
    const agent = await api.signIn()
    const text = 'quiero cancelar el internet'
    const { body } = await agent.send('POST', '/api/classifier/explain', { text })
    const view = explanationView.parse(body)
    expect(view.intent).toBe('cancelar')
    expect(view.features[0]?.contribution).not.toBe(0)
    expect(view.knownShare).toBeGreaterThan(0.5)
  })
})
