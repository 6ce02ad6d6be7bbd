import { isNumeric, toNumber, typeOf, type Value } from '../bson/values.js'
import { badValue } from '../errors.js'

const aliases: Record<string, number> = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  dbPointer: 12,
  javascript: 13,
  symbol: 14,
  javascriptWithScope: 15,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
}
const numbers = [1, 16, 18, 19]

const codesOf = (type: Value): number[] => {
  if (type === 'number') return numbers
  if (typeof type === 'string') {
    const code = Object.hasOwn(aliases, type) ? aliases[type] : undefined
    if (code === undefined) throw badValue(`Unknown type name alias: ${type}`)
    return [code]
  }
  if (!isNumeric(type)) throw badValue('type must be represented as a number or a string')
  const code = toNumber(type)
  if (!Object.values(aliases).includes(code)) throw badValue(`Invalid numerical type code: ${code}`)
  return [code]
}

/** `$type` by number, alias, or a list of them (manual: reference/operator/query/type). */
export const compileType = (type: Value): ((value: Value) => boolean) => {
  const codes = new Set((Array.isArray(type) ? (type as Value[]) : [type]).flatMap(codesOf))
  return (value) => value !== undefined && codes.has(typeOf(value).code)
}
