import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { measure, figuresOfIntents, type Reading } from '../../src/evaluation/measures.js'
import type { Classifier } from '../../src/nlu/classifier.js'
import { createNlpjsClassifier } from '../../src/nlu/nlpjs-classifier.js'
import { builtModels, loadCorpus, loadTests, type HeldOutMessage } from './support/intent-files.js'

const intentsFile = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../../intents', name), 'utf8')

const linesOf = (name: string): HeldOutMessage[] =>
  intentsFile(name)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as HeldOutMessage)

const secondSet = (): HeldOutMessage[] => linesOf('segundo-conjunto.jsonl')

/** Without the messages with two requests, which have no `intent`. */
const thirdSet = (): HeldOutMessage[] =>
  linesOf('tercer-conjunto.jsonl').filter((line) => 'intent' in line)

type TwoRequests = { intents: string[]; text: string }

describe('understanding of the whole corpus', () => {
  let classifier: Classifier

  const readAll = (messages: readonly HeldOutMessage[]): Reading[] =>
    messages.map(({ text, intent }) => ({ gold: intent, result: classifier.classify(text) }))

  beforeAll(async () => {
    classifier = await createNlpjsClassifier({ corpus: loadCorpus(), cacheDirectory: builtModels })
  }, 120_000)

  it.each([
    ['a second', secondSet],
    ['a third', thirdSet],
  ])('is right about %s held-out set in other voices', (_, set) => {
    const readings = readAll(set())
    const figures = measure(readings)
    expect(figures.accuracy).toBeGreaterThanOrEqual(0.92)
    expect(figures.macroF1).toBeGreaterThanOrEqual(0.9)
    expect(figures.answeredRight).toBeGreaterThanOrEqual(0.88)
    expect(figures.rejectRecall).toBeGreaterThanOrEqual(0.85)
    expect(figures.rejectPrecision).toBeGreaterThanOrEqual(0.75)
    expect(figures.auroc).toBeGreaterThanOrEqual(0.96)
    expect(figuresOfIntents(readings).filter(({ recall }) => recall < 0.7)).toEqual([])
  })

  it('is right about Portuguese', () => {
    const messages = [...secondSet(), ...thirdSet()].filter(({ language }) => language === 'pt')
    expect(measure(readAll(messages)).accuracy).toBeGreaterThanOrEqual(0.92)
  })

  it('does not fall back on the harder held-out messages that lie beside the corpus', () => {
    const figures = measure(readAll(loadTests()))
    expect(figures.accuracy).toBeGreaterThanOrEqual(0.9)
    expect(figures.answeredRight).toBeGreaterThanOrEqual(0.87)
    expect(figures.auroc).toBeGreaterThanOrEqual(0.96)
  })

  it('hears both requests of a message in their order', () => {
    const { data } = JSON.parse(intentsFile('dobles.es.json')) as { data: TwoRequests[] }
    const heard = data.filter(
      ({ text, intents }) => classifier.classify(text).intents.join() === intents.join(),
    )
    expect(heard.length / data.length).toBeGreaterThanOrEqual(0.9)
  })

  it('seldom hears two requests where there is one', () => {
    const messages = secondSet()
    const torn = messages.filter(({ text }) => classifier.classify(text).intents.length > 1)
    expect(torn.length / messages.length).toBeLessThan(0.03)
  })

  it('tells the language of a message', () => {
    const messages = secondSet()
    const right = messages.filter(
      ({ text, language }) => classifier.classify(text).language === language,
    )
    expect(right.length / messages.length).toBeGreaterThanOrEqual(0.97)
  })
})
