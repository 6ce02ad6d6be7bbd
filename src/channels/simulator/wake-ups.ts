/** Lets a reader wait for the next change under a key. */
export type WakeUps = {
  /**
   * Armed from the call on: a change between this call and `wait` is not missed. `wait` resolves on a change, after
   * `maximumMs`, or when the signal aborts; `disarm` must follow.
   */
  arm: (key: string) => {
    wait: (maximumMs: number, signal?: AbortSignal) => Promise<void>
    disarm: () => void
  }
  wake: (key: string) => void
  wakeAll: () => void
}

export const createWakeUps = (): WakeUps => {
  const armed = new Map<string, Set<() => void>>()

  const wake = (key: string): void => {
    for (const rouse of [...(armed.get(key) ?? [])]) rouse()
  }

  return {
    arm: (key) => {
      let rouse = (): void => undefined
      const roused = new Promise<void>((resolve) => {
        rouse = resolve
      })
      const group = armed.get(key) ?? new Set()
      armed.set(key, group.add(rouse))
      return {
        wait: async (maximumMs, signal) => {
          const timer = setTimeout(rouse, maximumMs)
          signal?.addEventListener('abort', rouse, { once: true })
          if (signal?.aborted) rouse()
          await roused
          clearTimeout(timer)
          signal?.removeEventListener('abort', rouse)
        },
        disarm: () => {
          group.delete(rouse)
          if (group.size === 0 && armed.get(key) === group) armed.delete(key)
        },
      }
    },
    wake,
    wakeAll: () => {
      for (const key of [...armed.keys()]) wake(key)
    },
  }
}
