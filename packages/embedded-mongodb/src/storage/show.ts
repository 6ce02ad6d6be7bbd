import { Binary, BSONRegExp, Code, Decimal128, Double, Long, ObjectId, Timestamp } from 'bson'
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

const showScalar = (value: Value): string => {
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`
  if (value instanceof Date) return `new Date(${value.getTime()})`
  if (value instanceof Double)
    return Number.isInteger(value.value) ? value.value.toFixed(1) : String(value.value)
  if (value instanceof Decimal128) return `Decimal128('${value.toString()}')`
  if (value instanceof Timestamp) return `Timestamp(${value.high >>> 0}, ${value.low >>> 0})`
  if (value instanceof Long) return value.toString()
  if (value instanceof Binary)
    return `BinData(${value.sub_type}, ${value.toString('hex').toUpperCase()})`
  if (value instanceof BSONRegExp) return `/${value.pattern}/${value.options}`
  if (value instanceof Code) return value.code
  return String(value)
}
