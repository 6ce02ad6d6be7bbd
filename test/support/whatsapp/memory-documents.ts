import type { KeyedDocuments } from '../../../src/lib/keyed-documents.js'

export type MemoryDocuments = KeyedDocuments & {
  /** While it throws, every write fails. */
  failWrites: (failing: boolean) => void
  count: (type: string) => number
  types: () => string[]
}

/** KeyedDocuments that forget everything with the process. */
export const createMemoryDocuments = (): MemoryDocuments => {
  const byType = new Map<string, Map<string, string>>()
  let failing = false
  const of = (type: string) => {
    const known = byType.get(type) ?? new Map<string, string>()
    byType.set(type, known)
    return known
  }
  return {
    read: (type, ids) =>
      Promise.resolve(
        new Map(ids.flatMap((id) => (of(type).has(id) ? [[id, of(type).get(id) ?? '']] : []))),
      ),
    list: (type) => Promise.resolve([...of(type)].map(([id, value]) => ({ id, value }))),
    write: (changes) => {
      if (failing) return Promise.reject(new Error('the disk is full'))
      for (const { type, id, value } of changes) {
        if (value === null) of(type).delete(id)
        else of(type).set(id, value)
      }
      return Promise.resolve()
    },
    clear: () => {
      byType.clear()
      return Promise.resolve()
    },
    failWrites: (next) => {
      failing = next
    },
    count: (type) => of(type).size,
    types: () => [...byType].flatMap(([type, entries]) => (entries.size > 0 ? [type] : [])),
  }
}
