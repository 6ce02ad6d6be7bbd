import { isNumeric, toNumber, typeCodes, typeOf, type Value } from '../bson/values.js'
import { badValue, failedToParse, typeMismatch } from '../errors.js'

const numbers = [1, 16, 18, 19]

const codeOfAlias = (alias: string): number => {
  const code = typeCodes.get(alias)
  if (code !== undefined) return code
  throw badValue(
    alias === 'missing'
      ? "'missing' is not a legal type name. To query for non-existence of a field, use {$exists:false}."
      : `Unknown type name alias: ${alias}`,
  )
}

const codesOf = (type: Value): number[] => {
  if (type === 'number') return numbers
  if (typeof type === 'string') return [codeOfAlias(type)]
  if (!isNumeric(type)) throw typeMismatch('type must be represented as a number or a string')
  const code = toNumber(type)
  if (code === 0) throw badValue('Invalid numerical type code: 0. Instead use {$exists:false}.')
  if (![...typeCodes.values()].includes(code))
    throw badValue(`Invalid numerical type code: ${code}`)
  return [code]
}

/** `$type` by number, alias, or a list of them (manual: reference/operator/query/type). */
export const compileType = (
  type: Value,
  { path }: { path: string },
): ((value: Value) => boolean) => {
  const codes = new Set((Array.isArray(type) ? (type as Value[]) : [type]).flatMap(codesOf))
  if (codes.size === 0) throw failedToParse(`${path} must match at least one type`)
  return (value) => value !== undefined && codes.has(typeOf(value).code)
}
