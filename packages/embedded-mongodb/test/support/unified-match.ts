import { EJSON, type Document } from 'bson'

/** The matching rules of the unified test format, as far as results need them. */
const isObject = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

type BsonValue = { _bsontype: string; toString: () => string }

const isBson = (value: unknown): value is BsonValue =>
  typeof value === 'object' && value !== null && '_bsontype' in value

const asNumber = (value: unknown): number | undefined => {
  if (typeof value === 'number') return value
  const isNumeric = isBson(value) && ['Int32', 'Double', 'Long'].includes(value._bsontype)
  return isNumeric ? Number(value.toString()) : undefined
}

const special = (
  actual: unknown,
  key: string,
  wanted: unknown,
  lax: boolean,
): string | undefined => {
  if (key === '$$exists')
    return (actual !== undefined) === wanted ? undefined : `exists is not ${String(wanted)}`
  if (key === '$$unsetOrMatches')
    return actual === undefined || actual === null ? undefined : mismatch(actual, wanted, lax)
  if (key === '$$type') return actual === undefined ? 'is missing' : undefined
  return `does not know ${key}`
}

const objectMismatch = (actual: unknown, wanted: Document, lax: boolean): string | undefined => {
  const [key] = Object.keys(wanted)
  if (key?.startsWith('$$')) return special(actual, key, wanted[key], lax)
  if (typeof actual !== 'object' || actual === null) return `${String(actual)} is no document`
  const document = actual as Document
  for (const name of Object.keys(wanted)) {
    const problem = mismatch(document[name], wanted[name], lax)
    if (problem) return `${name}: ${problem}`
  }
  const extra = lax
    ? undefined
    : Object.keys(document).find((name) => !(name in wanted) && document[name] !== undefined)
  return extra === undefined ? undefined : `has ${extra} too`
}

const arrayMismatch = (
  actual: unknown,
  wanted: readonly unknown[],
  lax: boolean,
): string | undefined => {
  if (!Array.isArray(actual)) return 'is no array'
  if (actual.length !== wanted.length) {
    return `has ${actual.length} elements instead of ${wanted.length}`
  }
  return wanted
    .map((item, i) => mismatch(actual[i], item, lax))
    .find((problem) => problem !== undefined)
}

const scalarMismatch = (actual: unknown, wanted: unknown): string | undefined => {
  const numbers = [asNumber(actual), asNumber(wanted)]
  const same =
    numbers[0] !== undefined && numbers[1] !== undefined
      ? numbers[0] === numbers[1]
      : EJSON.stringify({ value: actual }) === EJSON.stringify({ value: wanted })
  return same ? undefined : `${EJSON.stringify({ actual })} is not ${EJSON.stringify({ wanted })}`
}

/** Why a value does not match, or undefined when it does. With `lax` an actual document may hold more, as the results of a driver do. */
export const mismatch = (actual: unknown, wanted: unknown, lax = false): string | undefined => {
  if (isObject(wanted)) return objectMismatch(actual, wanted, lax)
  if (Array.isArray(wanted)) return arrayMismatch(actual, wanted, lax)
  return scalarMismatch(actual, wanted)
}
