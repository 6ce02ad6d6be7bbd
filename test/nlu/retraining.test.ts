import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { build } from 'esbuild'
import type { IntentCorpus, RetrainableClassifier } from '../../src/nlu/classifier.js'
import { createNlpjsClassifier } from '../../src/nlu/nlpjs-classifier.js'
import { smallCorpus } from './support/small-corpus.js'

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
  let directory = ''
  let workerScript: URL

  const start = (): Promise<RetrainableClassifier> =>
    createNlpjsClassifier({ corpus: smallCorpus, cacheDirectory: null, workerScript })

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'training-'))
    const outfile = join(directory, 'training-worker.cjs')
    await build({
      entryPoints: [join(import.meta.dirname, '../../src/nlu/training/training-worker.ts')],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      outfile,
    })
    workerScript = pathToFileURL(outfile)
  })

  afterAll(async () => {
    await rm(directory, { recursive: true, force: true })
  })

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
    const broken = join(directory, 'broken.cjs')
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
})
