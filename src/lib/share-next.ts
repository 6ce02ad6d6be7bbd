/**
 * Runs the work at most once at a time. Those who ask while it is under way share the run after it, so that nobody gets a result
 * from before the change they heard of.
 */
export const shareNext = <Result>(work: () => Promise<Result>): (() => Promise<Result>) => {
  let running: Promise<Result> | null = null
  let next: Promise<Result> | null = null

  const run = (): Promise<Result> => {
    const found = work()
    const over = (): void => {
      running = null
    }
    running = found
    found.then(over, over)
    return found
  }
  const runAfter = async (before: Promise<unknown>): Promise<Result> => {
    await before.catch(() => undefined)
    next = null
    return run()
  }
  return () => {
    if (running === null) return run()
    next ??= runAfter(running)
    return next
  }
}
