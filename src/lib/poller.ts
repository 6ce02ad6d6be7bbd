/** Calls `work` now and then again `everyMs` after it ended, until stopped. A failure is reported and does not end it. */
export type Poller = {
  start: () => void
  /** Resolves when the running call ended. */
  stop: () => Promise<void>
  /** Runs `work` once now, after a running call. */
  poke: () => Promise<void>
}

export const createPoller = (
  work: () => Promise<unknown>,
  options: { everyMs: number; onError: (error: unknown) => void },
): Poller => {
  let timer: NodeJS.Timeout | null = null
  let stopped = true
  let current: Promise<void> = Promise.resolve()

  const once = (): Promise<void> => {
    current = current.then(async () => {
      try {
        await work()
      } catch (error) {
        options.onError(error)
      }
    })
    return current
  }
  const loop = async (): Promise<void> => {
    await once()
    if (!stopped) timer = setTimeout(() => void loop(), options.everyMs)
  }
  return {
    start: () => {
      if (!stopped) return
      stopped = false
      void loop()
    },
    stop: async () => {
      stopped = true
      if (timer) clearTimeout(timer)
      await current
    },
    poke: once,
  }
}
