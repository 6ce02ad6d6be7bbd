import type { Pace } from './pace.js'

const runLength = 512

function* merge<T>(
  left: readonly T[],
  right: readonly T[],
  compare: (a: T, b: T) => number,
  pace: Pace,
): Generator<undefined, T[]> {
  const merged: T[] = []
  let l = 0
  let r = 0
  while (l < left.length && r < right.length) {
    if (pace.due()) yield undefined
    const a = left[l] as T
    const b = right[r] as T
    // of equals the left one first: the order of arrival stays
    if (compare(a, b) <= 0) {
      merged.push(a)
      l++
    } else {
      merged.push(b)
      r++
    }
  }
  const [rest, from] = l < left.length ? [left, l] : [right, r]
  for (let i = from; i < rest.length; i++) merged.push(rest[i] as T)
  return merged
}

/** Sorts as Array.prototype.sort does, in short runs that are then merged, with an undefined wherever others are to be let in. */
export function* sortInTurns<T>(
  items: readonly T[],
  compare: (a: T, b: T) => number,
  pace: Pace,
): Generator<undefined, T[]> {
  let runs: T[][] = []
  for (let at = 0; at < items.length; at += runLength) {
    runs.push(items.slice(at, at + runLength).sort(compare))
    if (pace.due(runLength)) yield undefined
  }
  while (runs.length > 1) {
    const next: T[][] = []
    for (let i = 0; i < runs.length; i += 2) {
      const [left = [], right = []] = [runs[i], runs[i + 1]]
      next.push(yield* merge(left, right, compare, pace))
    }
    runs = next
  }
  return runs[0] ?? []
}
