import { createHash } from 'node:crypto'
import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  Long,
  ObjectId,
  Timestamp,
} from 'bson'
import { isDocument, rankOf, typeRank, type Document, type Value } from '../bson/values.js'
import { numberKey } from './number-key.js'

const zeroes = Buffer.from([0, 0])
const empty = Buffer.alloc(0)

/** Byte strings whose order is MongoDB's order of values; every encoding ends itself, so that they can be put in a row. */
const terminated = (bytes: Buffer): Buffer => {
  if (!bytes.includes(0)) return Buffer.concat([bytes, zeroes])
  const parts: number[] = []
  for (const byte of bytes) {
    parts.push(byte)
    if (byte === 0) parts.push(0xff)
  }
  return Buffer.concat([Buffer.from(parts), zeroes])
}

const text = (value: string): Buffer => terminated(Buffer.from(value))

/** The same with the type before it, made in one piece: most keys are such. */
const stringKey = (value: string): Buffer => {
  if (value.includes('\0')) return Buffer.concat([Buffer.from([typeRank.string]), text(value)])
  const length = Buffer.byteLength(value)
  const bytes = Buffer.allocUnsafe(length + 3)
  bytes[0] = typeRank.string
  bytes.write(value, 1)
  bytes.writeUInt16BE(0, length + 1)
  return bytes
}

const signed64 = (value: bigint): Buffer => {
  const bytes = Buffer.allocUnsafe(8)
  bytes.writeBigUInt64BE(BigInt.asUintN(64, value + 0x8000000000000000n))
  return bytes
}

const unsigned64 = (high: number, low: number): Buffer => {
  const bytes = Buffer.allocUnsafe(8)
  bytes.writeUInt32BE(high >>> 0, 0)
  bytes.writeUInt32BE(low >>> 0, 4)
  return bytes
}

const binary = (value: Binary): Buffer => {
  const head = Buffer.allocUnsafe(5)
  head.writeUInt32BE(value.position, 0)
  head[4] = value.sub_type
  return Buffer.concat([head, value.buffer.subarray(0, value.position)])
}

const documentKey = (value: Document): Buffer => {
  const parts: Buffer[] = []
  for (const name of Object.keys(value)) {
    const field = value[name]
    if (field === undefined) continue
    const key = valueKey(field)
    parts.push(key.subarray(0, 1), text(name), key.subarray(1))
  }
  parts.push(zeroes.subarray(0, 1))
  return Buffer.concat(parts)
}

const arrayKey = (values: readonly Value[]): Buffer =>
  Buffer.concat([...values.map((value) => valueKey(value)), zeroes.subarray(0, 1)])

type Encoder = [new (...args: never[]) => object, (value: never) => Buffer]

const encoders: Encoder[] = [
  [ObjectId, (value: ObjectId) => Buffer.from(value.id)],
  [Date, (value: Date) => signed64(BigInt(value.getTime()))],
  [Timestamp, (value: Timestamp) => unsigned64(value.high, value.low)],
  [Double, (value: Double) => numberKey(value)],
  [Long, (value: Long) => numberKey(value)],
  [Decimal128, (value: Decimal128) => numberKey(value)],
  [Binary, binary],
  [BSONRegExp, (value: BSONRegExp) => Buffer.concat([text(value.pattern), text(value.options)])],
  [BSONSymbol, (value: BSONSymbol) => text(value.value)],
  [
    Code,
    (value: Code) =>
      Buffer.concat([text(value.code), value.scope ? documentKey(value.scope) : empty]),
  ],
]

const objectBody = (value: object): Buffer => {
  if (Array.isArray(value)) return arrayKey(value)
  if (isDocument(value)) return documentKey(value)
  const found = encoders.find(([type]) => value instanceof type)
  return found ? found[1](value as never) : empty
}

/** One value, first byte its type; a missing value counts as null, as in an index. */
export const valueKey = (value: Value): Buffer => {
  if (value === undefined || value === null) return Buffer.from([typeRank.null])
  if (typeof value === 'string') return stringKey(value)
  const head = Buffer.from([rankOf(value)])
  if (typeof value === 'number') return Buffer.concat([head, numberKey(value)])
  if (typeof value === 'boolean') return Buffer.concat([head, Buffer.from([value ? 1 : 0])])
  return Buffer.concat([head, objectBody(value)])
}

/** Turns the order of a self-ending key around. */
export const inverted = (key: Buffer): Buffer => {
  const bytes = Buffer.allocUnsafe(key.length)
  for (let i = 0; i < key.length; i++) bytes[i] = ~(key[i] ?? 0) & 0xff
  return bytes
}

/** What an empty array is indexed and sorted as: less than null, more than MinKey. */
export const emptyArray = Symbol('empty array')

/** The key of one field of an index or of a sort. */
export const fieldKey = (value: Value, direction: 1 | -1): Buffer => {
  const key = value === emptyArray ? Buffer.from([typeRank.missing]) : valueKey(value)
  return direction === 1 ? key : inverted(key)
}

/** LMDB takes keys of at most 1,978 bytes; longer ones are cut and a hash keeps them apart. */
export const maxKeyLength = 1900

/**
 * A key that fits into LMDB. Cut keys are still equal exactly when the whole keys are, but no longer in order among those that
 * begin alike: never sort by an index that holds one, and check the filter again.
 */
export const fitted = (key: Buffer): Buffer =>
  key.length <= maxKeyLength
    ? key
    : Buffer.concat([key.subarray(0, maxKeyLength - 32), createHash('sha256').update(key).digest()])
