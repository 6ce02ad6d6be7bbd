import type { Guess, Peer } from './peer.js'

type Pairs = { size: () => number; get: (at: number) => [number, string] }

type FastTextModule = {
  FS: { writeFile: (path: string, text: string) => void }
  Args: new () => Record<string, unknown>
  FastText: new () => {
    train: (args: Record<string, unknown>, progress: () => void) => void
    predict: (text: string, most: number, least: number) => Pairs
  }
  ModelName: { supervised: unknown }
  LossName: { softmax: unknown }
}

type FastTextPackage = { getFastTextModule: () => Promise<FastTextModule> }

const MESSAGES = 'messages.txt'
const LABEL = '__label__'

const oneLine = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Words alone and in pairs, and runs of letters, as its authors advise for short texts; the rest is as it comes. */
const SETTINGS = { lr: 0.5, epoch: 25, dim: 50, wordNgrams: 2, minn: 2, maxn: 4, bucket: 200_000 }

const guessFrom = (pairs: Pairs, intents: readonly string[]): Guess => {
  const ranked = Array.from({ length: pairs.size() }, (_, at): Guess => {
    const [score, label] = pairs.get(at)
    return { intent: intents[Number(label.slice(LABEL.length))] ?? 'None', score }
  })
  const best = ranked.find(({ intent }) => intent !== 'None') ?? { intent: 'None', score: 0 }
  const none = ranked.find(({ intent }) => intent === 'None')
  return { intent: best.intent, score: none ? 1 - none.score : best.score }
}

/**
 * fastText in WebAssembly. The package's own `trainSupervised` cannot be used: it calls a progress callback that it did not get,
 * and the 2,000,000 buckets of its defaults do not fit its memory; the module beneath it trains when it is given both.
 */
export const fastText = (require: (name: string) => unknown): Peer => ({
  name: 'fastText wasm',
  train: async (messages) => {
    const module = await (require('fasttext.wasm.js') as FastTextPackage).getFastTextModule()
    const intents = [...new Set(messages.map(({ intent }) => intent))]
    const numbers = new Map(intents.map((intent, number) => [intent, number]))
    module.FS.writeFile(
      MESSAGES,
      messages
        .map(({ text, intent }) => `${LABEL}${numbers.get(intent) ?? 0} ${oneLine(text)}\n`)
        .join(''),
    )
    const model = new module.FastText()
    const args = Object.assign(new module.Args(), SETTINGS, {
      model: module.ModelName.supervised,
      loss: module.LossName.softmax,
      thread: 1,
      verbose: 0,
      input: MESSAGES,
    })
    model.train(args, () => undefined)
    return (text) =>
      Promise.resolve(guessFrom(model.predict(`${oneLine(text)}\n`, intents.length, 0), intents))
  },
})
