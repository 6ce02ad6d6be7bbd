import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { IntentCorpus, RetrainableClassifier } from '../../src/nlu/classifier.js'
import { createNlpjsClassifier } from '../../src/nlu/nlpjs-classifier.js'
import { smallCorpus } from './support/small-corpus.js'
import { buildTrainingScript } from './support/training-script.js'

const withGreeting: IntentCorpus = [
  ...smallCorpus,
  {
    locale: 'es',
    entries: [
      {
        intent: 'saludo',
        utterances: ['hola', 'buenos días', 'qué tal', 'buenas tardes'],
        negatives: [],
      },
    ],
  },
]

describe('retraining', () => {
  let training: Awaited<ReturnType<typeof buildTrainingScript>>

  const start = (): Promise<RetrainableClassifier> =>
    createNlpjsClassifier({
      corpus: smallCorpus,
      cacheDirectory: null,
      workerScript: training.script,
    })

  beforeAll(async () => {
    training = await buildTrainingScript()
  })

  afterAll(() => training.remove())

  it('answers with the old model until the new one is there, then with the new one', async () => {
    const classifier = await start()
    const before = classifier.info().hash
    const retrained = classifier.retrain(withGreeting)
    expect(classifier.classify('buenas tardes').intent).toBeNull()
    expect(classifier.info().hash).toBe(before)
    const info = await retrained
    expect(info).toMatchObject({ intents: 3, fromCache: false })
    expect(info.hash).not.toBe(before)
    expect(classifier.classify('buenas tardes').intent).toBe('saludo')
  })

  it('brings the previous model back, and the newer one again', async () => {
    const classifier = await start()
    expect(classifier.rollBack()).toBe(false)
    const first = classifier.info().hash
    const { hash: second } = await classifier.retrain(withGreeting)
    expect(classifier.rollBack()).toBe(true)
    expect(classifier.info().hash).toBe(first)
    expect(classifier.rollBack()).toBe(true)
    expect(classifier.info().hash).toBe(second)
  })

  it('trains the same model in a thread as in the program, to the last byte of every answer', async () => {
    const classifier = await start()
    await classifier.retrain(withGreeting)
    const direct = await createNlpjsClassifier({ corpus: withGreeting, cacheDirectory: null })
    const text = 'buenas tardes quiero cancelar el internet'
    expect(classifier.classify(text)).toEqual(direct.classify(text))
  })

  it('lets the corpus asked for last win', async () => {
    const classifier = await start()
    const first = classifier.retrain(withGreeting)
    const last = classifier.retrain([])
    await Promise.all([first, last])
    expect(classifier.info().intents).toBe(0)
  })

  it('keeps the old model when training fails', async () => {
    const broken = join(training.directory, 'broken.cjs')
    await writeFile(broken, 'throw new Error("out of memory")')
    const classifier = await createNlpjsClassifier({
      corpus: smallCorpus,
      cacheDirectory: null,
      workerScript: pathToFileURL(broken),
    })
    const before = classifier.info()
    await expect(classifier.retrain(withGreeting)).rejects.toThrow('out of memory')
    expect(classifier.info()).toEqual(before)
  })

  it('lets a model in shadow read along without answering, until it is promoted', async () => {
    const classifier = await start()
    const before = classifier.info().hash
    const { hash } = await classifier.retrain(withGreeting, { shadow: true })
    expect(classifier.info().hash).toBe(before)
    expect(classifier.classify('buenas tardes', { messageId: 'm1' }).intent).toBeNull()
    classifier.classify('buenas tardes')
    classifier.classify('quiero cancelar el internet', { messageId: 'm2' })
    const { candidate, compared, differences } = classifier.overview()
    expect(candidate?.hash).toBe(hash)
    expect(compared).toBe(2)
    expect(differences).toMatchObject([
      { messageId: 'm1', live: { intent: null }, candidate: { intent: 'saludo' } },
    ])
    expect(classifier.promote()).toBe(true)
    expect(classifier.classify('buenas tardes').intent).toBe('saludo')
    expect(classifier.overview()).toMatchObject({ candidate: null, compared: 0, differences: [] })
    expect(classifier.rollBack()).toBe(true)
    expect(classifier.info().hash).toBe(before)
  })

  it('drops a model in shadow once', async () => {
    const classifier = await start()
    expect(classifier.promote()).toBe(false)
    await classifier.retrain(withGreeting, { shadow: true })
    expect(classifier.discard()).toBe(true)
    expect(classifier.discard()).toBe(false)
    expect(classifier.overview().candidate).toBeNull()
  })
})
