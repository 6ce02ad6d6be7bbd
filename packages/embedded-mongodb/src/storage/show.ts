import {
  Binary,
  BSONRegExp,
  Code,
  Decimal128,
  Double,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson'
import { isDocument, type Value } from '../bson/values.js'

/** A value as MongoDB writes it in error messages. */
export const show = (value: Value): string => {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'string') return JSON.stringify(value)
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[ ${value.map(show).join(', ')} ]`
  if (isDocument(value)) {
    const fields = Object.keys(value).map((key) => `${key}: ${show(value[key])}`)
    return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
  }
  return showScalar(value)
}

type Shower = [new (...args: never[]) => object, (value: never) => string]

const showers: Shower[] = [
  [ObjectId, (value: ObjectId) => `ObjectId('${value.toHexString()}')`],
  [Date, (value: Date) => `new Date(${value.getTime()})`],
  [Double, ({ value }: Double) => (Number.isInteger(value) ? value.toFixed(1) : String(value))],
  [Decimal128, (value: Decimal128) => `Decimal128('${value.toString()}')`],
  [Timestamp, (value: Timestamp) => `Timestamp(${value.high >>> 0}, ${value.low >>> 0})`],
  [Long, (value: Long) => value.toString()],
  [Binary, (value: Binary) => `BinData(${value.sub_type}, ${value.toString('hex').toUpperCase()})`],
  [BSONRegExp, (value: BSONRegExp) => `/${value.pattern}/${value.options}`],
  [Code, (value: Code) => value.code],
  [MinKey, () => 'MinKey'],
  [MaxKey, () => 'MaxKey'],
]

const showScalar = (value: Value): string => {
  const found = typeof value === 'object' && showers.find(([type]) => value instanceof type)
  return found ? found[1](value as never) : String(value)
}
