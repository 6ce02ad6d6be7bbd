import { MongoError } from '../errors.js'

/** Keeps long work from holding up other clients, and ends it when its time is over. */
export type Pace = { due: () => boolean; rest: () => Promise<void> }

const sliceMs = 10
const checkEvery = 32

export const createPace = (maxTimeMs = 0): Pace => {
  let count = 0
  let until = performance.now() + sliceMs
  const deadline = maxTimeMs > 0 ? performance.now() + maxTimeMs : Infinity
  return {
    due: () => {
      if (++count % checkEvery !== 0) return false
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
