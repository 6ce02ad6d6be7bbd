import { performance } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { classifyMessage } from '../../src/nlu/classify-message.js'
import { decodeModel, encodeModel } from '../../src/nlu/model/model-file.js'
import type { Model } from '../../src/nlu/model/model.js'
import { trainModel } from '../../src/nlu/model/train-model.js'
import { warmUp } from '../../src/nlu/warm-up.js'
import {
  hostileMessages,
  hugeMessages,
  longMessages,
} from '../../test/nlu/support/hostile-messages.js'
import type { BenchOptions } from './main.js'
import { ownCorpus } from './sets.js'

const HOSTILE = 100_000
const LONG = 2000
const CONFIDENT = 0.75

/** Slower readings than this are tried again: what is slow every time is the message's fault, what is slow once the machine's. */
const SLOW_MS = 5
const TRIES = 5

type Span = { wall: number; cpu: number; again: number }

/** In wall and in CPU time; the latter counts every thread of the process, so also the collection of waste of messages before. */
const timeOnce = (work: () => void): { wall: number; cpu: number } => {
  const before = process.cpuUsage()
  const startedAt = performance.now()
  work()
  const wall = performance.now() - startedAt
  const { user, system } = process.cpuUsage(before)
  return { wall, cpu: (user + system) / 1000 }
}

const timed = (work: () => void): Span => {
  const first = timeOnce(work)
  if (first.cpu < SLOW_MS) return { ...first, again: first.cpu }
  const more = Array.from({ length: TRIES }, () => timeOnce(work).cpu)
  return { ...first, again: Math.min(first.cpu, ...more) }
}

/** Numbers beside the heap: a hundred thousand objects kept for the summary would slow the collector, and so what is measured. */
const measure = (name: string, most: number, spans: Iterable<Span>): void => {
  const kept = {
    wall: new Float64Array(most),
    cpu: new Float64Array(most),
    again: new Float64Array(most),
  }
  let count = 0
  for (const { wall, cpu, again } of spans) {
    kept.wall[count] = wall
    kept.cpu[count] = cpu
    kept.again[count] = again
    count += 1
  }
  const line = (key: keyof Span): string => {
    const sorted = kept[key].subarray(0, count).sort()
    const at = (share: number): string => (sorted[Math.floor(share * (count - 1))] ?? 0).toFixed(2)
    return `p50 ${at(0.5)}  p99 ${at(0.99)}  worst ${at(1)}`
  }
  console.log(`${name} ${count} messages, ms`)
  console.log(`  CPU, best of ${TRIES} tries of a slow one: ${line('again')}`)
  console.log(`  CPU, first try:  ${line('cpu')}`)
  console.log(`  wall, first try: ${line('wall')}`)
}

/** The model as the program has it: read from its file, and nothing of the training left in memory. */
const modelAsRead = (root: string): Model => {
  const model = decodeModel(encodeModel(trainModel(ownCorpus(root), 'bench')))
  warmUp(model)
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  return model
}

/** Reads what nobody writes in earnest and says how long it took and what was matched all the same. */
export const stressRobustness = ({ root }: BenchOptions): void => {
  const model = modelAsRead(root)
  const matched: string[] = []
  const time = (text: string): Span => {
    const span = timed(() => classifyMessage(model, text))
    const { intent, score } = classifyMessage(model, text)
    if (intent !== null && score > CONFIDENT)
      matched.push(`${intent} ${score.toFixed(2)} ${JSON.stringify(text.slice(0, 40))}`)
    return span
  }
  function* timesOf(texts: Iterable<string>): Generator<Span> {
    for (const text of texts) yield time(text)
  }
  measure('hostile', HOSTILE, timesOf(hostileMessages(HOSTILE)))
  console.log(`matched above ${CONFIDENT}: ${matched.length} of ${HOSTILE}; the first:`)
  for (const line of matched.slice(0, 15)) console.log(`  ${line}`)
  measure('long', LONG, timesOf(longMessages(LONG)))
  const huge = hugeMessages()
  measure('megabyte', huge.length, timesOf(huge))
}
