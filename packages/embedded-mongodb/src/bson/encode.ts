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

const text = (out: Output, value: string): number => {
  const length = Buffer.byteLength(value)
  const at = room(out, length + 1)
  out.bytes.write(value, at)
  out.bytes[at + length] = 0
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

const int64 = (out: Output, low: number, high: number): void => {
  int32(out, low | 0)
  int32(out, high | 0)
}

const double = (out: Output, value: number): void => {
  const at = room(out, 8)
  out.bytes.writeDoubleLE(value, at)
}

const number = (out: Output, value: number): number => {
  if ((value | 0) === value && !Object.is(value, -0)) {
    int32(out, value)
    return 0x10
  }
  double(out, value)
  return 0x01
}

const code = (out: Output, value: Code): number => {
  if (!value.scope) {
    string(out, value.code)
    return 0x0d
  }
  const at = room(out, 4)
  string(out, value.code)
  document(out, value.scope)
  out.bytes.writeInt32LE(out.at - at, at)
  return 0x0f
}

const array = (out: Output, values: readonly Value[]): number => {
  const start = room(out, 4)
  values.forEach((value, index) => {
    element(out, String(index), value)
  })
  byte(out, 0)
  out.bytes.writeInt32LE(out.at - start, start)
  return 0x04
}

type Writer = [new (...args: never[]) => object, (out: Output, value: never) => number]

const writer = <T extends object>(
  type: new (...args: never[]) => T,
  write: (out: Output, value: T) => void,
  code: number,
): Writer => [
  type,
  (out: Output, value: T) => {
    write(out, value)
    return code
  },
]

const writers: Writer[] = [
  writer(
    RawDocument,
    (out, value) => {
      raw(out, value.bytes)
    },
    0x03,
  ),
  writer(
    ObjectId,
    (out, value) => {
      raw(out, value.id)
    },
    0x07,
  ),
  writer(
    Date,
    (out, value) => {
      const at = room(out, 8)
      out.bytes.writeBigInt64LE(BigInt(value.getTime()), at)
    },
    0x09,
  ),
  writer(
    Double,
    (out, value) => {
      double(out, value.value)
    },
    0x01,
  ),
  writer(
    Timestamp,
    (out, value) => {
      int64(out, value.low, value.high)
    },
    0x11,
  ),
  writer(
    Long,
    (out, value) => {
      int64(out, value.low, value.high)
    },
    0x12,
  ),
  writer(
    Binary,
    (out, value) => {
      int32(out, value.position)
      byte(out, value.sub_type)
      raw(out, value.buffer.subarray(0, value.position))
    },
    0x05,
  ),
  writer(
    Decimal128,
    (out, value) => {
      raw(out, value.bytes)
    },
    0x13,
  ),
  writer(
    BSONRegExp,
    (out, value) => {
      cstring(out, value.pattern)
      cstring(out, value.options)
    },
    0x0b,
  ),
  writer(
    BSONSymbol,
    (out, value) => {
      string(out, value.value)
    },
    0x0e,
  ),
  writer(MinKey, () => undefined, 0xff),
  writer(MaxKey, () => undefined, 0x7f),
  [Code, code],
]

const objectValue = (out: Output, value: object): number => {
  if (Array.isArray(value)) return array(out, value)
  if (Object.getPrototypeOf(value) === Object.prototype) {
    document(out, value as Document)
    return 0x03
  }
  for (const [type, write] of writers) if (value instanceof type) return write(out, value as never)
  throw new TypeError(`cannot encode ${Object.prototype.toString.call(value)} as BSON`)
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
  if (typeof value === 'object') return objectValue(out, value)
  throw new TypeError(`cannot encode ${typeof value} as BSON`)
}

const element = (out: Output, name: string, value: Value): void => {
  const at = room(out, 1)
  cstring(out, name)
  const type = payload(out, value)
  out.bytes[at] = type
}

const document = (out: Output, value: Document): void => {
  const start = room(out, 4)
  for (const name of Object.keys(value)) {
    const field = value[name]
    if (field !== undefined) element(out, name, field)
  }
  byte(out, 0)
  out.bytes.writeInt32LE(out.at - start, start)
}

/** Encodes a document into a buffer of its own. Fields that are undefined are left out. */
export const encode = (value: Document): Buffer => {
  const out = { bytes: Buffer.allocUnsafe(512), at: 0 }
  document(out, value)
  return out.bytes.subarray(0, out.at)
}
