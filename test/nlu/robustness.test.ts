import { performance } from 'node:perf_hooks'
import { beforeAll, describe, expect, it } from '@jest/globals'
import type { Classification, Classifier } from '../../src/nlu/classifier.js'
import { createNlpjsClassifier } from '../../src/nlu/nlpjs-classifier.js'
import { hostileMessages, hugeMessages, longMessages } from './support/hostile-messages.js'
import { builtModels, loadCorpus } from './support/intent-files.js'

/** Wide enough for a machine that runs other tests beside this one, when a slow message is tried again; bench/understanding measures the real figures. */
const LONGEST_MS = 100

const CONFIDENT = 0.75

/** The best of three tries when the first is slow: a pause of the machine is no fault of the message. */
const timed = (classifier: Classifier, text: string): { result: Classification; ms: number } => {
  const once = (): { result: Classification; ms: number } => {
    const startedAt = performance.now()
    const result = classifier.classify(text)
    return { result, ms: performance.now() - startedAt }
  }
  const first = once()
  if (first.ms < LONGEST_MS) return first
  return { ...first, ms: Math.min(once().ms, once().ms) }
}

describe('a classifier of the whole corpus', () => {
  let classifier: Classifier

  beforeAll(async () => {
    classifier = await createNlpjsClassifier({ corpus: loadCorpus(), cacheDirectory: builtModels })
  }, 120_000)

  it('matches no hostile message with confidence, never throws and never hangs', () => {
    const matched: string[] = []
    let slowest = 0
    for (const text of hostileMessages(6000)) {
      const { result, ms } = timed(classifier, text)
      slowest = Math.max(slowest, ms)
      if (result.intent !== null && result.score > CONFIDENT) matched.push(text)
    }
    expect(matched).toEqual([])
    expect(slowest).toBeLessThan(LONGEST_MS)
  })

  it('reads long messages of real words in bounded time', () => {
    const slowest = Math.max(...[...longMessages(300)].map((text) => timed(classifier, text).ms))
    expect(slowest).toBeLessThan(LONGEST_MS)
  })

  it.each(hugeMessages().map((text) => [JSON.stringify(text.slice(0, 10)), text]))(
    'reads a megabyte of %s in bounded time',
    (_, text) => {
      const { result, ms } = timed(classifier, text)
      expect(ms).toBeLessThan(LONGEST_MS)
      expect(result.normalized.length).toBeLessThanOrEqual(8000)
    },
  )

  it.each(['b', 'b.', 'x k'])('matches nothing by the bare letters %j', (text) => {
    expect(classifier.classify(text).intent).toBeNull()
  })

  it.each([
    's',
    'n.',
    'ms\u202eg',
    'zee',
    'b p kfa',
    'b tcjo t\ufe0f',
    'i\ufe0fo esxf x h',
    's\u2066gm\u202euj\u200bdi rm\u200dmg',
  ])('is not confident of %j', (text) => {
    expect(classifier.classify(text).score).toBeLessThan(CONFIDENT)
  })

  it.each(['si', 'no', 'ok', 'ya', 'sip', 'hla', 'grcias', 'no tngo intrnet'])(
    'is confident of the short or misspelt %j all the same',
    (text) => {
      expect(classifier.classify(text).score).toBeGreaterThan(CONFIDENT)
    },
  )

  it('gives the same answer to the same message every time', () => {
    const text = 'hola, no tengo internet y quiero cancelar el servicio'
    expect(classifier.classify(text)).toEqual(classifier.classify(text))
  })
})
