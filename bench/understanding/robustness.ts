import { classifyMessage } from '../../src/nlu/classify-message.js'
import { trainModel } from '../../src/nlu/model/train-model.js'
import {
  hostileMessages,
  hugeMessages,
  longMessages,
} from '../../test/nlu/support/hostile-messages.js'
import type { BenchOptions } from './main.js'
import { ownCorpus } from './sets.js'

const HOSTILE = 100_000
const LONG = 2000

/** In CPU time: what other programs do at the same time is no fault of a message. */
const cpuMs = (work: () => void): number => {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

const summary = (name: string, spans: number[]): void => {
  spans.sort((one, other) => one - other)
  const at = (share: number): string =>
    (spans[Math.floor(share * (spans.length - 1))] ?? 0).toFixed(2)
  console.log(
    `${name.padEnd(10)} ${spans.length}  CPU ms p50 ${at(0.5)}  p99 ${at(0.99)}  worst ${at(1)}`,
  )
}

/** Reads what nobody writes in earnest and says how long it took and what was matched all the same. */
export const stressRobustness = ({ root }: BenchOptions): void => {
  const model = trainModel(ownCorpus(root), 'bench')
  const matched: string[] = []
  const time = (text: string): number =>
    cpuMs(() => {
      const { intent, score } = classifyMessage(model, text)
      if (intent !== null && score > 0.75)
        matched.push(`${intent} ${score.toFixed(2)} ${JSON.stringify(text.slice(0, 40))}`)
    })
  summary('hostile', Array.from(hostileMessages(HOSTILE), time))
  console.log(`matched above 0.75: ${matched.length} of ${HOSTILE}; the first:`)
  for (const line of matched.slice(0, 15)) console.log(`  ${line}`)
  summary('long', Array.from(longMessages(LONG), time))
  summary('megabyte', hugeMessages().map(time))
}
