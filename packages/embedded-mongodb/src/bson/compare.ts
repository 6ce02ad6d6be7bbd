import type { Binary, BSONRegExp, Code, ObjectId, Timestamp } from 'bson'
import { BSONSymbol, Decimal128, Double, Long } from 'bson'
import { numberKey } from '../index/number-key.js'
import { isNumeric, rankOf, typeRank, type Document, type Numeric, type Value } from './values.js'

const order = <T>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0)

const hasSurrogates = /[\ud800-\udfff]/

/** The order of UTF-8 bytes. JavaScript compares UTF-16 units, which differs only where surrogates are. */
const compareStrings = (a: string, b: string): number => {
  if (a === b) return 0
  if (hasSurrogates.test(a) || hasSurrogates.test(b))
    return Buffer.compare(Buffer.from(a), Buffer.from(b))
  return a < b ? -1 : 1
}

const asDouble = (value: Numeric): number | undefined => {
  if (typeof value === 'number') return value
  return value instanceof Double ? value.value : undefined
}

const compareNumbers = (a: Numeric, b: Numeric): number => {
  const left = asDouble(a)
  const right = asDouble(b)
  if (left !== undefined && right !== undefined) {
    if (Number.isNaN(left)) return Number.isNaN(right) ? 0 : -1
    return Number.isNaN(right) ? 1 : order(left, right)
  }
  if (a instanceof Long && b instanceof Long) return a.compare(b)
  return Buffer.compare(numberKey(a), numberKey(b))
}

const compareDocuments = (a: Document, b: Document): number => {
  const left = Object.keys(a).filter((key) => a[key] !== undefined)
  const right = Object.keys(b).filter((key) => b[key] !== undefined)
  for (let i = 0; i < left.length && i < right.length; i++) {
    const leftKey = left[i] ?? ''
    const rightKey = right[i] ?? ''
    const byType = rankOf(a[leftKey]) - rankOf(b[rightKey])
    if (byType !== 0) return byType
    const byName = compareStrings(leftKey, rightKey)
    if (byName !== 0) return byName
    const byValue = compare(a[leftKey], b[rightKey])
    if (byValue !== 0) return byValue
  }
  return left.length - right.length
}

const compareArrays = (a: readonly Value[], b: readonly Value[]): number => {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const byValue = compare(a[i], b[i])
    if (byValue !== 0) return byValue
  }
  return a.length - b.length
}

const textOf = (value: Value): string => (value instanceof BSONSymbol ? value.value : String(value))

const compareBinary = (a: Binary, b: Binary): number =>
  a.position - b.position ||
  a.sub_type - b.sub_type ||
  Buffer.compare(a.buffer.subarray(0, a.position), b.buffer.subarray(0, b.position))

const compareCode = (a: Code, b: Code): number =>
  compareStrings(a.code, b.code) || compareDocuments(a.scope ?? {}, b.scope ?? {})

const byRank: Record<number, (a: never, b: never) => number> = {
  [typeRank.number]: compareNumbers,
  [typeRank.string]: (a: Value, b: Value) => compareStrings(textOf(a), textOf(b)),
  [typeRank.object]: compareDocuments,
  [typeRank.array]: compareArrays,
  [typeRank.binary]: compareBinary,
  [typeRank.objectId]: (a: ObjectId, b: ObjectId) => Buffer.compare(a.id, b.id),
  [typeRank.boolean]: (a: boolean, b: boolean) => Number(a) - Number(b),
  [typeRank.date]: (a: Date, b: Date) => a.getTime() - b.getTime(),
  [typeRank.timestamp]: (a: Timestamp, b: Timestamp) => a.compare(b),
  [typeRank.regex]: (a: BSONRegExp, b: BSONRegExp) =>
    compareStrings(a.pattern, b.pattern) || compareStrings(a.options, b.options),
  [typeRank.code]: compareCode,
  [typeRank.codeWithScope]: compareCode,
}

/** MongoDB's total order of values across all types (manual: reference/bson-type-comparison-order). */
export const compare = (a: Value, b: Value): number => {
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b)
  const rank = rankOf(a)
  const byType = rank - rankOf(b)
  if (byType !== 0) return byType
  const compareSame = byRank[rank]
  return compareSame ? compareSame(a as never, b as never) : 0
}

export const equal = (a: Value, b: Value): boolean => compare(a, b) === 0

/** Equal in type too: 1 and 1.0 differ. Decides whether an update changed anything. */
export const identical = (a: Value, b: Value): boolean => {
  if (isNumeric(a) || isNumeric(b)) return sameNumber(a, b)
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => identical(item, b[index]))
  }
  if (rankOf(a) === typeRank.object && rankOf(b) === typeRank.object) {
    const left = Object.keys(a as Document)
    const right = Object.keys(b as Document)
    return (
      left.length === right.length &&
      left.every(
        (key, i) => key === right[i] && identical((a as Document)[key], (b as Document)[key]),
      )
    )
  }
  return equal(a, b)
}

const sameNumber = (a: Value, b: Value): boolean => {
  if (typeof a === 'number' || typeof b === 'number') return Object.is(a, b)
  if (a instanceof Double && b instanceof Double) return Object.is(a.value, b.value)
  if (a instanceof Long && b instanceof Long) return a.equals(b)
  return (
    a instanceof Decimal128 && b instanceof Decimal128 && Buffer.compare(a.bytes, b.bytes) === 0
  )
}
