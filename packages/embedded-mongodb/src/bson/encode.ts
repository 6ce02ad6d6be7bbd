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
import type { Document, Value } from './values.js'

/** A document that is already BSON; it is copied into the output as it is. */
export class RawDocument {
  readonly bytes: Buffer

  constructor(bytes: Buffer) {
    this.bytes = bytes
  }
}

/** An array of documents that is BSON already, as many as were added. */
export class RawArray {
  /** After room for the length. */
  readonly out: Output = { bytes: Buffer.allocUnsafe(512), at: 4 }
  length = 0
}

export const addTo = (array: RawArray, document: Buffer): void => {
  byte(array.out, 0x03)
  text(array.out, String(array.length++))
  raw(array.out, document)
}

/** How long the array would be with one document more; every one has its number before it. */
export const sizeWith = ({ out, length }: RawArray, document: Buffer): number =>
  out.at + String(length).length + 2 + document.length + 1

const rawArray = (out: Output, { out: { bytes, at } }: RawArray): number => {
  const start = out.at
  raw(out, bytes.subarray(0, at))
  byte(out, 0)
  out.bytes.writeInt32LE(out.at - start, start)
  return 0x04
}

type Output = { bytes: Buffer; at: number }

const room = (out: Output, length: number): number => {
  const at = out.at
  const wanted = at + length
  if (wanted > out.bytes.length) {
    const larger = Buffer.allocUnsafe(Math.max(wanted, out.bytes.length * 2))
    out.bytes.copy(larger, 0, 0, at)
    out.bytes = larger
  }
  out.at = wanted
  return at
}

const byte = (out: Output, value: number): void => {
  const at = room(out, 1)
  out.bytes[at] = value
}

const int32 = (out: Output, value: number): void => {
  const at = room(out, 4)
  out.bytes.writeInt32LE(value, at)
}

/** Copies short ASCII in a loop, which costs less than a call out of JavaScript; returns how many characters that were. */
const shortAscii = (bytes: Buffer, value: string, at: number): number => {
  if (value.length > 32) return 0
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i)
    if (code > 0x7f) return i
    bytes[at + i] = code
  }
  return value.length
}

const text = (out: Output, value: string): number => {
  const at = room(out, value.length * 3 + 1)
  const copied = shortAscii(out.bytes, value, at)
  const length = copied === value.length ? copied : out.bytes.write(value, at)
  out.bytes[at + length] = 0
  out.at = at + length + 1
  return length + 1
}

const cstring = (out: Output, value: string): void => {
  if (value.includes('\0')) throw new TypeError('a name must not contain a null byte')
  text(out, value)
}

const string = (out: Output, value: string): void => {
  const at = room(out, 4)
  const length = text(out, value)
  out.bytes.writeInt32LE(length, at)
}

const raw = (out: Output, bytes: Uint8Array): void => {
  const at = room(out, bytes.length)
  out.bytes.set(bytes, at)
}

const int64 = (out: Output, value: { low: number; high: number }): void => {
  int32(out, value.low | 0)
  int32(out, value.high | 0)
}

const double = (out: Output, value: number): void => {
  const at = room(out, 8)
  out.bytes.writeDoubleLE(value, at)
}

/** Writes what belongs between two lengths, the length first. */
const measured = (out: Output, write: () => void): void => {
  const start = room(out, 4)
  write()
  out.bytes.writeInt32LE(out.at - start, start)
}

/** Each writes the value and returns the number of its type. */
const writers = new Map<unknown, (out: Output, value: never) => number>([
  [RawDocument, (out, value: RawDocument) => (raw(out, value.bytes), 0x03)],
  [RawArray, rawArray],
  [ObjectId, (out, value: ObjectId) => (raw(out, value.id), 0x07)],
  [Double, (out, value: Double) => (double(out, value.value), 0x01)],
  [Timestamp, (out, value: Timestamp) => (int64(out, value), 0x11)],
  [Long, (out, value: Long) => (int64(out, value), 0x12)],
  [Decimal128, (out, value: Decimal128) => (raw(out, value.bytes), 0x13)],
  [BSONSymbol, (out, value: BSONSymbol) => (string(out, value.value), 0x0e)],
  [MinKey, () => 0xff],
  [MaxKey, () => 0x7f],
  [
    Date,
    (out, value: Date) => {
      const at = room(out, 8)
      const time = value.getTime()
      out.bytes.writeInt32LE(time | 0, at)
      out.bytes.writeInt32LE(Math.floor(time / 4294967296), at + 4)
      return 0x09
    },
  ],
  [
    Binary,
    (out, value: Binary) => {
      int32(out, value.position)
      byte(out, value.sub_type)
      raw(out, value.buffer.subarray(0, value.position))
      return 0x05
    },
  ],
  [
    BSONRegExp,
    (out, value: BSONRegExp) => {
      cstring(out, value.pattern)
      cstring(out, value.options)
      return 0x0b
    },
  ],
  [
    Code,
    (out, value: Code) => {
      const { code, scope } = value
      if (!scope) return (string(out, code), 0x0d)
      measured(out, () => {
        string(out, code)
        document(out, scope)
      })
      return 0x0f
    },
  ],
])

const array = (out: Output, values: readonly Value[]): number => {
  measured(out, () => {
    for (let i = 0; i < values.length; i++) element(out, String(i), values[i])
    byte(out, 0)
  })
  return 0x04
}

const object = (out: Output, value: object): number => {
  if (Array.isArray(value)) return array(out, value)
  if (Object.getPrototypeOf(value) === Object.prototype) {
    document(out, value as Document)
    return 0x03
  }
  const write = writers.get(value.constructor)
  if (write) return write(out, value as never)
  throw new TypeError(`cannot encode ${Object.prototype.toString.call(value)} as BSON`)
}

const number = (out: Output, value: number): number => {
  if ((value | 0) === value && !Object.is(value, -0)) {
    int32(out, value)
    return 0x10
  }
  double(out, value)
  return 0x01
}

const payload = (out: Output, value: Value): number => {
  if (typeof value === 'string') {
    string(out, value)
    return 0x02
  }
  if (typeof value === 'number') return number(out, value)
  if (typeof value === 'boolean') {
    byte(out, value ? 1 : 0)
    return 0x08
  }
  if (value === null) return 0x0a
  if (typeof value === 'object') return object(out, value)
  throw new TypeError(`cannot encode ${typeof value} as BSON`)
}

const element = (out: Output, name: string, value: Value): void => {
  const at = room(out, 1)
  cstring(out, name)
  const type = payload(out, value)
  out.bytes[at] = type
}

const document = (out: Output, value: Document, more?: Uint8Array): void => {
  const start = room(out, 4)
  for (const name of Object.keys(value)) {
    const field = value[name]
    if (field !== undefined) element(out, name, field)
  }
  if (more) raw(out, more)
  byte(out, 0)
  out.bytes.writeInt32LE(out.at - start, start)
}

/** Most documents fit; only what does not gets a larger place. */
const scratch = Buffer.allocUnsafeSlow(64 * 1024)

/**
 * Encodes a document into a buffer of its own, after `head` free bytes. Fields that are undefined are left out; `more` holds
 * fields that are BSON already.
 */
export const encode = (value: Document, head = 0, more?: Uint8Array): Buffer => {
  const out = { bytes: scratch, at: head }
  document(out, value, more)
  const bytes = out.bytes.subarray(0, out.at)
  return out.bytes === scratch ? Buffer.from(bytes) : bytes
}
