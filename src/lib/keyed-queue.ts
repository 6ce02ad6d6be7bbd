/**
 * Runs jobs of one key strictly one after the other, jobs of different keys side by side up to `concurrency`. A failed job
 * fails its own promise and lets the next one run.
 */
export type KeyedQueue = {
  run: <Result>(key: string, job: () => Promise<Result>) => Promise<Result>
  /** Resolves when nothing is queued or running. */
  idle: () => Promise<void>
}

export const createKeyedQueue = (concurrency: number): KeyedQueue => {
  const tails = new Map<string, Promise<unknown>>()
  const waiting: (() => void)[] = []
  const idlers: (() => void)[] = []
  let running = 0

  const enter = async (): Promise<void> => {
    if (running >= concurrency) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
  }
  // A free place is handed straight to the next in line, so that nobody slips in between.
  const leave = (): void => {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
  const settle = (key: string, tail: Promise<unknown>): void => {
    if (tails.get(key) === tail) tails.delete(key)
    if (tails.size === 0) for (const resolve of idlers.splice(0)) resolve()
  }

  return {
    run: (key, job) => {
      const before = tails.get(key) ?? Promise.resolve()
      const result = before.then(async () => {
        await enter()
        try {
          return await job()
        } finally {
          leave()
        }
      })
      const tail: Promise<unknown> = result.then(
        () => settle(key, tail),
        () => settle(key, tail),
      )
      tails.set(key, tail)
      return result
    },
    idle: () =>
      tails.size === 0 ? Promise.resolve() : new Promise<void>((resolve) => idlers.push(resolve)),
  }
}
