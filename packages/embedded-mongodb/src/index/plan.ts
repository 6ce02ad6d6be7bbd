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

const planWith = (
  index: Index,
  constraints: readonly Constraint[],
  sort: readonly SortField[],
): IndexScan => {
  const bounds = boundsOf(index, constraints)
  const ranges = rangesOf(index, bounds)
  const direction = sortDirection(index, bounds, sort)
  return {
    kind: 'index',
    index,
    ranges: direction === -1 ? ranges.reverse() : ranges,
    bounded: bounds.intervals.length,
    points: bounds.points,
    reverse: direction === -1,
    sorted: direction !== 0,
  }
}

const score = (plan: IndexScan): number => {
  const whole = plan.index.unique && plan.points === plan.index.fields.length ? 1000 : 0
  return whole + plan.points * 20 + (plan.bounded > plan.points ? 8 : 0) + (plan.sorted ? 5 : 0)
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
  if (hint) return planWith(hint, constraints, sort)
  const plans = collection.indexes
    .filter((index) => holdsAll(index, constraints))
    .map((index) => planWith(index, constraints, sort))
    .filter((plan) => plan.bounded > 0 || plan.sorted)
  const [best] = plans.sort((a, b) => score(b) - score(a))
  return best ?? { kind: 'collection', reverse: false, sorted: false }
}
