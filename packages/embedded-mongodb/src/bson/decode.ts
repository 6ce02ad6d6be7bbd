import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson'
import { MongoError } from '../errors.js'
import { setField, type Document, type Value } from './values.js'

type Cursor = {
  bytes: Buffer
  at: number
  end: number
  depth: number
  /** A document of this name is left out. */
  unwanted: string | undefined
}

const invalid = (why: string): MongoError => new MongoError('InvalidBSON', `Invalid BSON: ${why}`)

const maxDepth = 200

const take = (cursor: Cursor, length: number): number => {
  const at = cursor.at
  if (length < 0 || at + length > cursor.end) throw invalid('a value reaches beyond its document')
  cursor.at = at + length
  return at
}

const int32 = (cursor: Cursor): number => cursor.bytes.readInt32LE(take(cursor, 4))

/** Names that were read before, by a hash of their bytes: the same few come again and again. */
const knownNames = new Array<string>(2048).fill('')

const isName = (name: string, bytes: Buffer, at: number, length: number): boolean => {
  if (name.length !== length) return false
  for (let i = 0; i < length; i++) if (name.charCodeAt(i) !== bytes[at + i]) return false
  return true
}

const cstring = (cursor: Cursor): string => {
  const { bytes, at, end } = cursor
  let zero = at
  let bits = 0
  let hash = 0
  for (; zero < end; zero++) {
    const byte = bytes[zero] ?? 0
    if (byte === 0) break
    bits |= byte
    hash = (Math.imul(hash, 31) + byte) | 0
  }
  if (zero >= end) throw invalid('a name has no end')
  cursor.at = zero + 1
  const length = zero - at
  if (bits >= 0x80 || length > 32) return bytes.toString('utf8', at, zero)
  const slot = hash & (knownNames.length - 1)
  const known = knownNames[slot] ?? ''
  if (isName(known, bytes, at, length)) return known
  return (knownNames[slot] = bytes.toString('latin1', at, zero))
}

const string = (cursor: Cursor): string => {
  const length = int32(cursor)
  if (length < 1) throw invalid('a string has a bad length')
  const at = take(cursor, length)
  if (cursor.bytes[at + length - 1] !== 0) throw invalid('a string has no end')
  return cursor.bytes.toString('utf8', at, at + length - 1)
}

const copy = (cursor: Cursor, length: number): Buffer => {
  const at = take(cursor, length)
  return Buffer.from(cursor.bytes.subarray(at, at + length))
}

const double = (cursor: Cursor): number | Double => {
  const value = cursor.bytes.readDoubleLE(take(cursor, 8))
  return Number.isInteger(value) ? new Double(value) : value
}

const long = (cursor: Cursor): Long => {
  const at = take(cursor, 8)
  return new Long(cursor.bytes.readInt32LE(at), cursor.bytes.readInt32LE(at + 4))
}

const timestamp = (cursor: Cursor): Timestamp => {
  const at = take(cursor, 8)
  return new Timestamp({ i: cursor.bytes.readUInt32LE(at), t: cursor.bytes.readUInt32LE(at + 4) })
}

const date = (cursor: Cursor): Date => {
  const at = take(cursor, 8)
  return new Date(cursor.bytes.readUInt32LE(at) + cursor.bytes.readInt32LE(at + 4) * 4294967296)
}

const binary = (cursor: Cursor): Binary => {
  const length = int32(cursor)
  const subtype = cursor.bytes.readUInt8(take(cursor, 1))
  return new Binary(copy(cursor, length), subtype)
}

const boolean = (cursor: Cursor): boolean => {
  const byte = cursor.bytes[take(cursor, 1)]
  if (byte !== 0 && byte !== 1) throw invalid('a boolean is neither 0 nor 1')
  return byte === 1
}

const codeWithScope = (cursor: Cursor): Code => {
  int32(cursor)
  return new Code(string(cursor), document(cursor))
}

const readers: Record<number, (cursor: Cursor) => Value> = {
  0x01: double,
  0x02: string,
  0x03: (cursor) => document(cursor),
  0x04: (cursor) => array(cursor),
  0x05: binary,
  0x07: (cursor) => new ObjectId(copy(cursor, 12)),
  0x08: boolean,
  0x09: date,
  0x0a: () => null,
  0x0b: (cursor) => new BSONRegExp(cstring(cursor), cstring(cursor)),
  0x0d: (cursor) => new Code(string(cursor)),
  0x0e: (cursor) => new BSONSymbol(string(cursor)),
  0x0f: codeWithScope,
  0x10: int32,
  0x11: timestamp,
  0x12: long,
  0x13: (cursor) => new Decimal128(copy(cursor, 16)),
  0x7f: () => new MaxKey(),
  0xff: () => new MinKey(),
}

const pass = (cursor: Cursor): void => {
  const length = int32(cursor)
  if (length < 5) throw invalid('a document has a bad length')
  take(cursor, length - 4)
}

type Visit = (name: string, value: Value) => void

const element = (cursor: Cursor, type: number, each: Visit): void => {
  const name = cstring(cursor)
  if (name === cursor.unwanted && type === 0x03 && cursor.depth === 1) {
    pass(cursor)
    return
  }
  const read = readers[type]
  if (!read) throw invalid(`type 0x${type.toString(16)} is not supported (field '${name}')`)
  each(name, read(cursor))
}

const elements = (cursor: Cursor, each: Visit): void => {
  const start = cursor.at
  const length = int32(cursor)
  if (length < 5 || start + length > cursor.end) throw invalid('a document has a bad length')
  if (++cursor.depth > maxDepth) throw invalid(`nested deeper than ${maxDepth} levels`)
  const outerEnd = cursor.end
  cursor.end = start + length
  for (;;) {
    const type = cursor.bytes[take(cursor, 1)] ?? 0
    if (type === 0) break
    element(cursor, type, each)
  }
  if (cursor.at !== cursor.end) throw invalid('a document ends before its length')
  cursor.end = outerEnd
  cursor.depth--
}

const document = (cursor: Cursor): Document => {
  const result: Document = {}
  elements(cursor, (name, value) => {
    setField(result, name, value)
  })
  return result
}

const array = (cursor: Cursor): Value[] => {
  const result: Value[] = []
  elements(cursor, (_, value) => {
    result.push(value)
  })
  return result
}

/**
 * Decodes one document; bytes after it are an error. A document that it holds under the name `unwanted` is left out. Throws
 * MongoError InvalidBSON, never reads beyond the buffer.
 */
export const decode = (bytes: Buffer, unwanted?: string): Document => {
  const cursor = { bytes, at: 0, end: bytes.length, depth: 0, unwanted }
  const result = document(cursor)
  if (cursor.at !== bytes.length) throw invalid('there are bytes after the document')
  return result
}
