import type { Document } from '../bson/values.js'
import type { SortField } from '../query/sort.js'
import type { Collection, Index, IndexField } from '../storage/catalog.js'
import { entriesOf, indexKey, successor, type Range } from '../storage/keys.js'
import {
  constraintsOf,
  intervalsOf,
  needsValue,
  type Constraint,
  type Interval,
} from './constraints.js'
import { impliesFilter } from './implies.js'
import { inverted, maxKeyLength } from './key-string.js'

export type IndexScan = {
  kind: 'index'
  index: Index
  ranges: Range[]
  /** How many leading fields of the index are bounded. */
  bounded: number
  points: number
  reverse: boolean
  /** The scan delivers the wanted order. */
  sorted: boolean
  /** Every range begins with the one whole key of a unique index that it wants: no need to look around it. */
  exact: boolean
}
export type Plan = IndexScan | { kind: 'collection'; reverse: boolean; sorted: boolean }

const maxRanges = 2000

const forDirection = (interval: Interval, direction: 1 | -1): Interval =>
  direction === 1
    ? interval
    : {
        low: interval.point ? inverted(interval.low) : successor(inverted(interval.high)),
        high: successor(inverted(interval.low)),
        point: interval.point,
      }

const intersect = (a: Interval[], b: Interval[]): Interval[] =>
  a.flatMap((left) =>
    b.flatMap((right) => {
      const low = Buffer.compare(left.low, right.low) >= 0 ? left.low : right.low
      const high = Buffer.compare(left.high, right.high) <= 0 ? left.high : right.high
      return Buffer.compare(low, high) < 0 ? [{ low, high, point: left.point || right.point }] : []
    }),
  )

/** Where this field's values must lie. Two conditions may hold for two elements of one array, so a multikey index takes one. */
const fieldIntervals = (
  constraints: readonly Constraint[],
  path: string,
  multikey: boolean,
): Interval[] | undefined => {
  const all = constraints
    .filter((constraint) => constraint.path === path)
    .flatMap((constraint) => {
      const intervals = intervalsOf(constraint)
      return intervals ? [intervals] : []
    })
  if (all.length === 0) return undefined
  const byStrength = all.sort(
    (a, b) =>
      Number(b.every((i) => i.point)) - Number(a.every((i) => i.point)) || a.length - b.length,
  )
  return multikey ? byStrength[0] : byStrength.reduce(intersect)
}

type Bounds = { intervals: Interval[][]; points: number }

const boundsOf = (index: Index, constraints: readonly Constraint[]): Bounds => {
  const intervals: Interval[][] = []
  const heads = new Set<string>()
  let points = 0
  let ranges = 1
  for (const field of index.fields) {
    // in a multikey index, fields under one array may match in different elements
    const head = field.parts[0] ?? ''
    if (index.multikey && heads.has(head)) break
    const found = fieldIntervals(constraints, field.path, index.multikey)
    if (!found || ranges * found.length > maxRanges) break
    heads.add(head)
    ranges *= found.length
    intervals.push(found.map((interval) => forDirection(interval, field.direction)))
    if (!found.every((interval) => interval.point)) break
    points++
  }
  return { intervals, points }
}

const cut = maxKeyLength - 32

const toRange = (index: Index, low: Buffer, high: Buffer): Range => ({
  start: indexKey(index.id, low.length > cut ? low.subarray(0, cut) : low),
  end: indexKey(index.id, high.length > cut ? successor(high.subarray(0, cut)) : high),
})

const rangesOf = (index: Index, bounds: Bounds): Range[] => {
  if (bounds.intervals.length === 0) return [entriesOf(index.id)]
  let prefixes: Buffer[] = [Buffer.alloc(0)]
  const last = bounds.intervals.length - 1
  for (let i = 0; i < last; i++) {
    prefixes = prefixes.flatMap((prefix) =>
      (bounds.intervals[i] ?? []).map((interval) => Buffer.concat([prefix, interval.low])),
    )
  }
  const ranges = prefixes.flatMap((prefix) =>
    (bounds.intervals[last] ?? []).map((interval) =>
      toRange(index, Buffer.concat([prefix, interval.low]), Buffer.concat([prefix, interval.high])),
    ),
  )
  return ranges.sort((a, b) => Buffer.compare(a.start, b.start))
}

/** Whether an index field runs the way a sort wants it: 1, the other way: -1, or is another field: 0. */
const agreement = (field: IndexField | undefined, wanted: SortField): 1 | 0 | -1 => {
  if (field?.path !== wanted.path) return 0
  return field.direction === wanted.direction ? 1 : -1
}

/** Whether the index delivers this order: 1 forwards, -1 backwards, 0 not. Fields fixed to one value do not disturb it. */
const sortDirection = (index: Index, bounds: Bounds, sort: readonly SortField[]): 1 | 0 | -1 => {
  if (index.multikey || sort.length === 0) return 0
  const isFixed = (_: IndexField, position: number): boolean =>
    position < bounds.points && bounds.intervals[position]?.length === 1
  const fixedPaths = new Set(index.fields.filter(isFixed).map((field) => field.path))
  const moving = index.fields.filter((field) => !fixedPaths.has(field.path))
  const wanted = sort.filter((field) => !fixedPaths.has(field.path))
  const directions = new Set(wanted.map((field, i) => agreement(moving[i], field)))
  if (directions.size > 1) return 0
  const [direction = 1] = directions
  return direction
}

const holdsAll = (index: Index, constraints: readonly Constraint[]): boolean => {
  if (!index.ready) return false
  if (index.partialFilter && !impliesFilter(constraints, index.partialFilter)) return false
  if (!index.sparse) return true
  return index.fields.some((field) =>
    constraints.some((constraint) => constraint.path === field.path && needsValue(constraint)),
  )
}

type Candidate = { index: Index; bounds: Bounds; direction: 1 | 0 | -1; score: number }

const weigh = (
  index: Index,
  constraints: readonly Constraint[],
  sort: readonly SortField[],
): Candidate => {
  const bounds = boundsOf(index, constraints)
  const { points, intervals } = bounds
  const direction = sortDirection(index, bounds, sort)
  const whole = index.unique && points === index.fields.length ? 1000 : 0
  const bounded = intervals.length > points ? 8 : 0
  return { index, bounds, direction, score: whole + points * 20 + bounded + (direction ? 5 : 0) }
}

/** Undefined when no index helps. */
const bestOf = (
  { indexes }: Collection,
  constraints: readonly Constraint[],
  sort: readonly SortField[],
): Candidate | undefined => {
  let best: Candidate | undefined
  for (const index of indexes) {
    if (!holdsAll(index, constraints)) continue
    const candidate = weigh(index, constraints, sort)
    if (candidate.score > (best?.score ?? 0)) best = candidate
  }
  return best
}

const toPlan = ({ index, bounds, direction }: Candidate): IndexScan => {
  const ranges = rangesOf(index, bounds)
  const { points, intervals } = bounds
  return {
    kind: 'index',
    index,
    ranges: direction === -1 ? ranges.reverse() : ranges,
    bounded: intervals.length,
    points,
    reverse: direction === -1,
    sorted: direction !== 0,
    exact:
      index.unique &&
      points === index.fields.length &&
      ranges.every(({ start }) => start.length < cut),
  }
}

export type PlanRequest = {
  filter: Document
  sort: readonly SortField[]
  hint?: Index | 'natural' | undefined
}

/** Chooses how to find the documents of a filter. The filter itself is always checked again on each document. */
export const choosePlan = (collection: Collection, request: PlanRequest): Plan => {
  const { filter, sort, hint } = request
  const natural = sort[0]?.path === '$natural' ? sort[0] : undefined
  if (hint === 'natural' || natural) {
    return { kind: 'collection', reverse: natural?.direction === -1, sorted: natural !== undefined }
  }
  const constraints = constraintsOf(filter)
  const best = hint ? weigh(hint, constraints, sort) : bestOf(collection, constraints, sort)
  return best ? toPlan(best) : { kind: 'collection', reverse: false, sorted: false }
}
