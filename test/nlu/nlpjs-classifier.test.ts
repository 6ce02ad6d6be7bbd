import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Classifier } from '../../src/nlu/classifier.js'
import { createNlpjsClassifier } from '../../src/nlu/nlpjs-classifier.js'
import { smallCorpus as corpus } from './support/small-corpus.js'

describe('createNlpjsClassifier', () => {
  let directory = ''
  let classifier: Classifier

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'classifier-'))
    classifier = await createNlpjsClassifier({ corpus, cacheDirectory: directory })
  })

  afterAll(async () => {
    await rm(directory, { recursive: true, force: true })
  })

  it('answers a message in words of its own', () => {
    const result = classifier.classify('oiga quiero CANCELAAAR mi serbicio')
    expect(result).toMatchObject({
      intent: 'cancelar',
      intents: ['cancelar'],
      decision: 'answer',
      language: 'es',
    })
    expect(result.alternatives[0]).toEqual({ intent: 'cancelar', score: result.score })
  })

  it('knows Portuguese from Spanish and keeps to the language of the conversation when in doubt', () => {
    expect(classifier.classify('não tenho internet').language).toBe('pt')
    expect(classifier.classify('no tengo internet').language).toBe('es')
    expect(classifier.classify('internet').language).toBe('es')
    expect(classifier.classify('internet', { previousLanguage: 'pt' }).language).toBe('pt')
  })

  it('never names None and never more than five alternatives', () => {
    const result = classifier.classify('cuánto cuesta un iphone')
    expect(result).toMatchObject({ intent: null, intents: [], decision: 'reject' })
    expect(result.alternatives.map(({ intent }) => intent)).not.toContain('None')
    expect(result.alternatives.length).toBeLessThanOrEqual(5)
  })

  it.each([
    '',
    '   ',
    '!!!',
    '\u200b',
    'constructor',
    '__proto__ toString hasOwnProperty',
    'مرحبا',
    '🔥🔥',
  ])('rejects %j', (text) => {
    expect(classifier.classify(text)).toMatchObject({ intent: null, decision: 'reject' })
  })

  it('explains by the features of the message', () => {
    const { intent, features, knownShare } = classifier.explain('quiero cancelar el servicio')
    expect(intent).toBe('cancelar')
    expect(features.some(({ kind, contribution }) => kind === 'word' && contribution > 0)).toBe(
      true,
    )
    expect(knownShare).toBe(1)
  })

  it('reads the same model from the cache', async () => {
    const again = await createNlpjsClassifier({ corpus, cacheDirectory: directory })
    expect(classifier.info()).toMatchObject({
      fromCache: false,
      intents: 2,
      languages: ['es', 'pt'],
    })
    expect(again.info()).toMatchObject({ fromCache: true, hash: classifier.info().hash })
    const text = 'se me fue la señal y quiero retirar'
    expect(again.classify(text)).toEqual(classifier.classify(text))
  })

  it('trains anew when the kept file is damaged, and mends it', async () => {
    const own = await mkdtemp(join(tmpdir(), 'classifier-damaged-'))
    await createNlpjsClassifier({ corpus, cacheDirectory: own })
    const [file] = await readdir(own)
    await writeFile(join(own, file ?? ''), 'broken')
    expect((await createNlpjsClassifier({ corpus, cacheDirectory: own })).info().fromCache).toBe(
      false,
    )
    expect((await createNlpjsClassifier({ corpus, cacheDirectory: own })).info().fromCache).toBe(
      true,
    )
    expect(await readdir(own)).toHaveLength(1)
    await rm(own, { recursive: true, force: true })
  })

  it('rejects everything when there is no corpus', async () => {
    const empty = await createNlpjsClassifier({ corpus: [], cacheDirectory: null })
    expect(empty.classify('hola')).toMatchObject({
      intent: null,
      alternatives: [],
      decision: 'reject',
    })
    expect(empty.explain('hola').features).toEqual([])
  })
})
