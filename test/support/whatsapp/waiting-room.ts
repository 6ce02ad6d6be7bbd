export type WaitingRoom<T> = {
  /** To be called whenever the list may have changed. */
  changed: () => void
  first: (predicate: (item: T) => boolean, withinMs?: number) => Promise<T>
  all: (predicate: (items: T[]) => boolean, withinMs?: number) => Promise<T[]>
}

/** Far above what a slow machine needs: who waits in vain fails late, who waits for what comes loses nothing. */
const patienceMs = 40_000

/** Lets a test wait for something to appear in a growing list; the time limit only serves to fail. */
export const createWaitingRoom = <T>(list: () => T[]): WaitingRoom<T> => {
  const waiting = new Set<() => void>()

  const until = <R>(find: () => R | undefined, withinMs: number): Promise<R> =>
    new Promise((resolve, reject) => {
      const finish = (settle: () => void) => {
        waiting.delete(look)
        clearTimeout(timer)
        settle()
      }
      const look = () => {
        const found = find()
        if (found !== undefined) finish(() => resolve(found))
      }
      const timer = setTimeout(() => {
        const seen = JSON.stringify(list()).slice(0, 500)
        finish(() => reject(new Error(`nothing of the kind within ${withinMs} ms; seen: ${seen}`)))
      }, withinMs)
      waiting.add(look)
      look()
    })

  return {
    changed: () => {
      for (const look of [...waiting]) look()
    },
    first: (predicate, withinMs = patienceMs) => until(() => list().find(predicate), withinMs),
    all: (predicate, withinMs = patienceMs) =>
      until(() => (predicate(list()) ? list() : undefined), withinMs),
  }
}
