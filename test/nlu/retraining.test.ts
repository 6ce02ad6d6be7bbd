import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type {
  ClassifierInfo,
  IntentCorpus,
  RetrainableClassifier,
} from '../../src/nlu/classifier.js'
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

  /** As the program does when a corpus was learned. */
  const goesLive = async (
    classifier: RetrainableClassifier,
    corpus: IntentCorpus,
  ): Promise<ClassifierInfo> => {
    const previous = classifier.info().hash
    const info = await classifier.learn(corpus)
    expect(classifier.assign({ live: info.hash, previous, candidate: null })).toBe(true)
    return info
  }

  const nowhere = () => Promise.resolve(null)

  it('answers with the old model until the new one has its place, then with the new one', async () => {
    const classifier = await start()
    const before = classifier.info().hash
    const learned = classifier.learn(withGreeting)
    expect(classifier.classify('buenas tardes').intent).toBeNull()
    const info = await learned
    expect(info).toMatchObject({ intents: 3, fromCache: false })
    expect(info.hash).not.toBe(before)
    expect(classifier.info().hash).toBe(before)
    expect(classifier.assign({ live: info.hash, previous: before, candidate: null })).toBe(true)
    expect(classifier.classify('buenas tardes').intent).toBe('saludo')
    expect(classifier.overview()).toMatchObject({ live: info, previous: { hash: before } })
  })

  it('brings the previous model back', async () => {
    const classifier = await start()
    const first = classifier.info().hash
    const { hash: second } = await goesLive(classifier, withGreeting)
    expect(classifier.assign({ live: first, previous: second, candidate: null })).toBe(true)
    expect(classifier.info().hash).toBe(first)
    expect(classifier.classify('buenas tardes').intent).toBeNull()
  })

  it('changes nothing when the model is nowhere', async () => {
    const classifier = await start()
    const before = classifier.overview()
    expect(await classifier.obtain('unknown', nowhere)).toBe(false)
    expect(classifier.assign({ live: 'unknown', previous: null, candidate: null })).toBe(false)
    expect(classifier.overview()).toEqual(before)
  })

  it('trains the same model in a thread as in the program, to the last byte of every answer', async () => {
    const classifier = await start()
    await goesLive(classifier, withGreeting)
    const direct = await createNlpjsClassifier({ corpus: withGreeting, cacheDirectory: null })
    const text = 'buenas tardes quiero cancelar el internet'
    expect(classifier.classify(text)).toEqual(direct.classify(text))
  })

  it('reads a model that another process learned', async () => {
    const [one, other] = [await start(), await start()]
    const { hash } = await goesLive(one, withGreeting)
    const fetch = (wanted: string) => Promise.resolve(one.bytesOf(wanted))
    expect(await other.obtain(hash, fetch)).toBe(true)
    expect(other.assign({ live: hash, previous: null, candidate: null })).toBe(true)
    expect(other.classify('buenas tardes')).toEqual(one.classify('buenas tardes'))
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
    await expect(classifier.learn(withGreeting)).rejects.toThrow('out of memory')
    expect(classifier.info()).toEqual(before)
  })

  it('lets a model in shadow read along without answering', async () => {
    const classifier = await start()
    const live = classifier.info().hash
    const { hash: candidate } = await classifier.learn(withGreeting)
    classifier.assign({ live, previous: null, candidate })
    expect(classifier.classify('buenas tardes', { messageId: 'm1' }).intent).toBeNull()
    classifier.classify('buenas tardes')
    classifier.classify('quiero cancelar el internet', { messageId: 'm2' })
    expect(classifier.takeComparisons()).toMatchObject([
      {
        messageId: 'm1',
        differs: true,
        live: { intent: null },
        candidate: { intent: 'saludo', intents: ['saludo'] },
      },
      { messageId: 'm2', differs: false },
    ])
    expect(classifier.takeComparisons()).toEqual([])
  })

  it('notes a message once when its turn is taken again', async () => {
    const classifier = await start()
    const { hash: candidate } = await classifier.learn(withGreeting)
    classifier.assign({ live: classifier.info().hash, previous: null, candidate })
    classifier.classify('buenas tardes', { messageId: 'm1' })
    classifier.classify('buenas tardes', { messageId: 'm1' })
    expect(classifier.takeComparisons()).toHaveLength(1)
  })
})
