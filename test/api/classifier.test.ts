import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import {
  classifierView,
  differencePage,
  shadowRunPage,
  shadowView,
} from '../../src/api/contract/classifier.js'
import { explanationView } from '../../src/api/contract/explanation.js'
import { systemClock } from '../../src/lib/clock.js'
import { silentLog } from '../../src/lib/log.js'
import type { IntentCorpus, RetrainableClassifier } from '../../src/nlu/classifier.js'
import { createNlpjsClassifier } from '../../src/nlu/nlpjs-classifier.js'
import type { Store } from '../../src/store/store.js'
import { createClassifierDesk, type ClassifierDesk } from '../../src/training/classifier-desk.js'
import { smallCorpus } from '../nlu/support/small-corpus.js'
import { buildTrainingScript } from '../nlu/support/training-script.js'
import { startApi, type Client, type TestApi } from '../support/api.js'
import { aConversation, aMessage, newId } from '../support/builders.js'

const greeting: IntentCorpus[number] = {
  locale: 'es',
  entries: [
    { intent: 'saludo', utterances: ['hola', 'buenos días', 'buenas tardes'], negatives: [] },
  ],
}

let api: TestApi
let admin: Client
let classifier: RetrainableClassifier
let desk: ClassifierDesk
let training: Awaited<ReturnType<typeof buildTrainingScript>>
let onDisk: IntentCorpus = smallCorpus

const startClassifier = (): Promise<RetrainableClassifier> =>
  createNlpjsClassifier({
    corpus: smallCorpus,
    cacheDirectory: null,
    workerScript: training.script,
  })

/** Where the program tells that a training has ended, well or badly. */
let ended: (() => void)[] = []
const tell = (): void => {
  for (const done of ended) done()
  ended = []
}

const deskOn = (store: Store, own: RetrainableClassifier): ClassifierDesk =>
  createClassifierDesk({
    store,
    classifier: own,
    clock: systemClock,
    newId,
    readCorpus: () =>
      onDisk.length > 0
        ? Promise.resolve(onDisk)
        : Promise.reject(new Error('intents/a.json: no JSON')),
    log: { ...silentLog, info: tell, error: tell },
  })

const train = async (body: object): Promise<void> => {
  const done = new Promise<void>((resolve) => ended.push(resolve))
  const { status } = await admin.send('POST', '/api/classifier/train', body)
  expect(status).toBe(202)
  await done
}

const overview = async () => classifierView.parse((await admin.get('/api/classifier')).body)
const shadow = async (query = '') =>
  shadowView.parse((await admin.get(`/api/classifier/shadow${query}`)).body)
const differences = async (query = '') =>
  differencePage.parse((await admin.get(`/api/classifier/shadow/differences${query}`)).body)

beforeAll(async () => {
  training = await buildTrainingScript()
  classifier = await startClassifier()
  api = await startApi((store) => {
    desk = deskOn(store, classifier)
    return { classifier: desk }
  })
  await desk.open()
  admin = await api.signIn({ role: 'admin' })
})
afterAll(async () => {
  await api.stop()
  await training.remove()
})

describe('the classifier', () => {
  it('is 401 without a session, read by supervisors, changed by admins alone', async () => {
    expect((await api.stranger().get('/api/classifier')).status).toBe(401)
    expect((await api.stranger().get('/api/classifier/shadow')).status).toBe(401)
    const supervisor = await api.signIn({ role: 'supervisor' })
    expect((await supervisor.get('/api/classifier')).status).toBe(200)
    expect((await supervisor.get('/api/classifier/shadow/differences')).status).toBe(200)
    expect((await supervisor.send('POST', '/api/classifier/train', {})).status).toBe(403)
    expect((await supervisor.send('POST', '/api/classifier/promote')).status).toBe(403)
    const agent = await api.signIn()
    expect((await agent.get('/api/classifier')).status).toBe(403)
    expect((await agent.get('/api/classifier/shadow')).status).toBe(403)
  })

  it('has no shadow run before the first', async () => {
    expect(await shadow()).toEqual({ run: null, pairs: [] })
    expect((await differences()).items).toEqual([])
  })

  it('learns the corpus on disk beside the live model, which goes on answering', async () => {
    const live = (await overview()).live.hash
    onDisk = [...smallCorpus, greeting]
    const done = new Promise<void>((resolve) => ended.push(resolve))
    const started = await admin.send('POST', '/api/classifier/train', {})
    expect(classifierView.parse(started.body).training).toBe(true)
    expect(classifier.classify('buenas tardes').intent).toBeNull()
    expect((await admin.send('POST', '/api/classifier/train', {})).status).toBe(409)
    await done
    expect(await overview()).toMatchObject({ live: { hash: live }, candidate: { intents: 3 } })
  })

  it('says so when there is nothing new to learn', async () => {
    const { candidate } = await overview()
    await train({})
    const view = await overview()
    expect(view).toMatchObject({ training: false, candidate })
    expect(view.lastFailure).toContain('mismos archivos')
  })

  it('lists what the model in shadow understood otherwise, with where it was said', async () => {
    const conversation = aConversation()
    const messages = [1, 2, 3].map((seq) => aMessage({ conversationId: conversation.id, seq }))
    for (const message of messages) await api.store.messages.insert(message)
    const [one = '', two = '', three = ''] = messages.map(({ id }) => id)
    classifier.classify('buenas tardes', { messageId: one })
    classifier.classify('quiero cancelar el internet', { messageId: two })
    expect((await shadow()).run).toMatchObject({ compared: 2, differing: 1, endedAt: null })
    classifier.classify('buenos días', { messageId: three })
    expect(await shadow()).toMatchObject({
      run: { compared: 3, differing: 2 },
      pairs: [{ live: null, candidate: 'saludo', count: 2 }],
    })
    const first = await differences('?limit=1')
    expect(first.items).toMatchObject([
      {
        messageId: three,
        conversationId: conversation.id,
        live: { intent: null },
        candidate: { intent: 'saludo' },
      },
    ])
    const rest = await differences(`?after=${first.next}`)
    expect(rest.items.map(({ messageId }) => messageId)).toEqual([one])
    expect((await differences('?live=none&candidate=saludo')).items).toHaveLength(2)
    expect((await differences('?live=cancelar')).items).toHaveLength(0)
  })

  it('finds them again after a restart, and the model in shadow too', async () => {
    const before = await shadow()
    const restarted = await startClassifier()
    const again = deskOn(api.store, restarted)
    await again.open()
    expect(again.overview()).toMatchObject({ live: { intents: 2 }, candidate: { intents: 3 } })
    restarted.classify('buenas tardes', { messageId: 'after-restart' })
    const { run } = await again.shadow.summary()
    expect(run).toMatchObject({ id: before.run?.id, compared: 4, differing: 3 })
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

  it('still tells what the run showed after its end', async () => {
    const runs = shadowRunPage.parse((await admin.get('/api/classifier/shadow/runs')).body)
    expect(runs.items).toMatchObject([{ outcome: 'promoted', compared: 4, differing: 3 }])
    const { run } = await shadow(`?run=${runs.items[0]?.id}`)
    expect(run?.outcome).toBe('promoted')
  })

  it('says no to whoever decides about models that have changed meanwhile', async () => {
    const late = deskOn(api.store, await startClassifier())
    await late.open()
    expect((await admin.send('POST', '/api/classifier/roll-back')).status).toBe(200)
    await expect(late.rollBack()).rejects.toMatchObject({ code: 'conflict' })
    expect(late.overview().live.hash).toBe((await overview()).live.hash)
    expect(await late.rollBack()).toBe(true)
    await desk.follow()
    expect((await overview()).live.intents).toBe(2)
  })

  it('goes live at once when asked to', async () => {
    await train({ shadow: false })
    expect((await overview()).live.intents).toBe(3)
  })

  it('keeps what was decided over a restart, whatever was on disk then', async () => {
    const restarted = await startClassifier()
    const again = deskOn(api.store, restarted)
    expect(restarted.info().intents).toBe(2)
    await again.open()
    expect(restarted.info().intents).toBe(3)
    expect(again.overview().previous?.intents).toBe(2)
  })

  it('puts a corpus that nobody has seen into service at the start', async () => {
    const fresh = await createNlpjsClassifier({
      corpus: [greeting],
      cacheDirectory: null,
      workerScript: training.script,
    })
    await deskOn(api.store, fresh).open()
    expect(fresh.info().intents).toBe(1)
    await desk.follow()
    expect(await overview()).toMatchObject({ live: { intents: 1 }, previous: { intents: 3 } })
    expect((await admin.send('POST', '/api/classifier/roll-back')).status).toBe(200)
  })

  it('keeps the live model and says why when the corpus cannot be read', async () => {
    onDisk = []
    await train({})
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
    expect(view.thresholds.accept).toBeGreaterThan(0)
  })
})
