import { performance } from 'node:perf_hooks'
import { bootstrap } from '../../src/evaluation/bootstrap.js'
import {
  figuresOfIntents,
  measure,
  type Figures,
  type Reading,
} from '../../src/evaluation/measures.js'
import { classifyMessage } from '../../src/nlu/classify-message.js'
import { decodeModel, encodeModel } from '../../src/nlu/model/model-file.js'
import type { Model } from '../../src/nlu/model/model.js'
import { trainModel } from '../../src/nlu/model/train-model.js'
import type { BenchOptions } from './main.js'
import { ownCorpus, ownTests, secondSet, thirdSet, twoRequests, type HeldOut } from './sets.js'

const SHOWN: (keyof Figures)[] = [
  'accuracy',
  'macroF1',
  'answeredRight',
  'rejectRecall',
  'rejectPrecision',
  'auroc',
]

const readAll = (model: Model, messages: readonly HeldOut[]): Reading[] =>
  messages.map(({ text, intent }) => ({ gold: intent, result: classifyMessage(model, text) }))

const report = (name: string, readings: readonly Reading[]): void => {
  const figures = measure(readings)
  console.log(`\n${name}: ${figures.inScope} in scope, ${figures.outOfScope} out of scope`)
  for (const key of SHOWN) {
    const { low, high } = bootstrap(readings, (drawn) => measure(drawn)[key], { draws: 200 })
    console.log(
      `  ${key.padEnd(16)} ${figures[key].toFixed(3)}  [${low.toFixed(3)}, ${high.toFixed(3)}]`,
    )
  }
  const weakest = figuresOfIntents(readings).sort((one, other) => one.recall - other.recall)
  const named = weakest.slice(0, 6).map(({ intent, recall }) => `${intent} ${recall.toFixed(2)}`)
  console.log(`  weakest          ${named.join(', ')}`)
}

const latency = (model: Model, messages: readonly HeldOut[]): void => {
  const texts = Array.from({ length: 20 }, () => messages.map(({ text }) => text)).flat()
  const spans = texts.map((text) => {
    const startedAt = performance.now()
    classifyMessage(model, text)
    return performance.now() - startedAt
  })
  spans.sort((one, other) => one - other)
  const at = (share: number): string =>
    (spans[Math.floor(share * (spans.length - 1))] ?? 0).toFixed(3)
  console.log(`\nlatency ms       p50 ${at(0.5)}  p99 ${at(0.99)}  worst ${at(1)}`)
}

/** Trains once and measures every held-out set of our own. */
export const measureOurs = ({ root }: BenchOptions): void => {
  const startedAt = performance.now()
  const model = trainModel(ownCorpus(root), 'bench')
  console.log(`trained in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  const bytes = encodeModel(model)
  const readAt = performance.now()
  decodeModel(bytes)
  console.log(
    `model ${(bytes.length / 1e6).toFixed(1)} MB, decoded in ${(performance.now() - readAt).toFixed(0)} ms`,
  )
  const second = secondSet(root)
  const portuguese = second.filter(({ language }) => language === 'pt')
  report('beside the corpus', readAll(model, ownTests(root)))
  report('second set', readAll(model, second))
  report('second set, Portuguese', readAll(model, portuguese))
  const third = thirdSet(root)
  report('third set', readAll(model, third))
  report(
    'third set, Portuguese',
    readAll(
      model,
      third.filter(({ language }) => language === 'pt'),
    ),
  )
  const two = twoRequests(root)
  const heard = two.filter(
    ({ text, intents }) => classifyMessage(model, text).intents.join() === intents.join(),
  )
  const torn = second.filter(({ text }) => classifyMessage(model, text).intents.length > 1)
  console.log(
    `\ntwo requests     ${heard.length} of ${two.length} heard in order; ${torn.length} of ${second.length} single ones torn`,
  )
  latency(model, second)
}
