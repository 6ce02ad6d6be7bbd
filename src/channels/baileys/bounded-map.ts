/** A map that forgets its oldest entries: memory for convenience, never for truth. */
export type BoundedMap<Value> = {
  get: (key: string) => Value | undefined
  has: (key: string) => boolean
  set: (key: string, value: Value) => void
  delete: (key: string) => void
  clear: () => void
}

export const createBoundedMap = <Value>(limit: number): BoundedMap<Value> => {
  const entries = new Map<string, Value>()
  return {
    get: (key) => entries.get(key),
    has: (key) => entries.has(key),
    set: (key, value) => {
      // Setting again moves the key to the young end.
      entries.delete(key)
      entries.set(key, value)
      const [oldest] = entries.keys()
      if (entries.size > limit && oldest !== undefined) entries.delete(oldest)
    },
    delete: (key) => {
      entries.delete(key)
    },
    clear: () => entries.clear(),
  }
}
