import { isNumeric, toNumber, typeCodes, typeOf, type Value } from '../bson/values.js'
import { badValue } from '../errors.js'

const numbers = [1, 16, 18, 19]

const codesOf = (type: Value): number[] => {
  if (type === 'number') return numbers
  if (typeof type === 'string') {
    const code = typeCodes.get(type)
    if (code === undefined) throw badValue(`Unknown type name alias: ${type}`)
    return [code]
  }
  if (!isNumeric(type)) throw badValue('type must be represented as a number or a string')
  const code = toNumber(type)
  if (![...typeCodes.values()].includes(code))
    throw badValue(`Invalid numerical type code: ${code}`)
  return [code]
}

/** `$type` by number, alias, or a list of them (manual: reference/operator/query/type). */
export const compileType = (type: Value): ((value: Value) => boolean) => {
  const codes = new Set((Array.isArray(type) ? (type as Value[]) : [type]).flatMap(codesOf))
  return (value) => value !== undefined && codes.has(typeOf(value).code)
}
