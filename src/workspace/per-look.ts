import type { Look } from './ticket-states.js'

/** Results that hold until any ticket is written, each worked out once for everybody who asks meanwhile. */
export type PerLook = <Value>(look: Look, key: string, work: () => Value) => Value

const keptAtMost = 2_000

export const createPerLook = (): PerLook => {
  let generation = 0
  const kept = new Map<string, unknown>()
  return <Value>(look: Look, key: string, work: () => Value): Value => {
    if (look.generation !== generation || kept.size >= keptAtMost) kept.clear()
    generation = look.generation
    if (kept.has(key)) return kept.get(key) as Value
    const value = work()
    kept.set(key, value)
    return value
  }
}
