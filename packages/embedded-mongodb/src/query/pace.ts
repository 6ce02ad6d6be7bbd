import { MongoError } from '../errors.js'

/** Keeps long work from holding up other clients, and ends it when its time is over. */
export type Pace = { due: (weight?: number) => boolean; rest: () => Promise<void> }

/** Items with undefined in between wherever others are to be let in. */
export type Paced<T> = Iterable<T | undefined>

const sliceMs = 10
const checkEvery = 16

export const createPace = (maxTimeMs = 0): Pace => {
  let count = 0
  let until = performance.now() + sliceMs
  const deadline = maxTimeMs > 0 ? performance.now() + maxTimeMs : Infinity
  return {
    due: (weight = 1) => {
      count += weight
      if (count < checkEvery) return false
      count = 0
      const now = performance.now()
      if (now > deadline) throw new MongoError('MaxTimeMSExpired', 'operation exceeded time limit')
      return now > until
    },
    rest: async () => {
      await new Promise((resolve) => setImmediate(resolve))
      until = performance.now() + sliceMs
    },
  }
}

/** Visits every item, resting where the iteration says so. */
export const visitPaced = async <T>(
  items: Paced<T>,
  pace: Pace,
  visit: (item: T) => void,
): Promise<void> => {
  for (const item of items) {
    if (item === undefined) await pace.rest()
    else visit(item)
  }
}

export async function* streamPaced<T>(items: Paced<T>, pace: Pace): AsyncIterable<T> {
  for (const item of items) {
    if (item === undefined) await pace.rest()
    else yield item
  }
}

/** Runs stepwise work to its end and returns its result. */
export const finishPaced = async <T>(work: Generator<undefined, T>, pace: Pace): Promise<T> => {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
    await pace.rest()
  }
}
