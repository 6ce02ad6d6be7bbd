import { Long } from 'bson'
import { getField, isDocument, typeOf, type Document, type Value } from '../bson/values.js'
import { LocationError } from '../errors.js'
import { fieldPath, place } from './assign.js'
import type { StageCompiler } from './stage.js'

type Unwind = { path: string[]; indexPath: string[] | undefined; keepEmpty: boolean }

const valueAt = (document: Document, path: readonly string[]): Value =>
  path.reduce<Value>(
    (value, part) => (isDocument(value) ? getField(value, part) : undefined),
    document,
  )

const unwound = (document: Document, { path, indexPath, keepEmpty }: Unwind): Document[] => {
  const value = valueAt(document, path)
  const marked = (result: Document, index: Long | null): Document =>
    indexPath ? place(result, indexPath, index) : result
  if (!Array.isArray(value)) {
    return keepEmpty || (value !== undefined && value !== null) ? [marked(document, null)] : []
  }
  if (value.length === 0) return keepEmpty ? [marked(place(document, path, undefined), null)] : []
  return value.map((item: Value, index) =>
    marked(place(document, path, item), Long.fromNumber(index)),
  )
}

const wrongOption = (code: number, expected: string, value: Value): LocationError =>
  new LocationError(code, `expected ${expected} $unwind stage, got ${typeOf(value).name}`)

const parsePath = (value: Value): string[] => {
  if (value === undefined) throw new LocationError(28812, 'no path specified to $unwind stage')
  if (typeof value !== 'string') throw wrongOption(28808, 'a string as the path for', value)
  if (!value.startsWith('$'))
    throw new LocationError(
      28818,
      `path option to $unwind stage should be prefixed with a '$': ${value}`,
    )
  return fieldPath(value.slice(1))
}

const parseIndexPath = (value: Value): string[] | undefined => {
  if (value === undefined) return undefined
  if (typeof value !== 'string' || value === '')
    throw wrongOption(28810, 'a non-empty string for the includeArrayIndex  option to', value)
  if (value.startsWith('$'))
    throw new LocationError(
      28822,
      `includeArrayIndex option to $unwind stage should not be prefixed with a '$': ${value}`,
    )
  return fieldPath(value)
}

const known = ['path', 'includeArrayIndex', 'preserveNullAndEmptyArrays']

const parse = (argument: Value): Unwind => {
  if (!isDocument(argument) && typeof argument !== 'string')
    throw wrongOption(15981, 'either a string or an object as specification for', argument)
  const options = isDocument(argument) ? argument : { path: argument }
  const unknown = Object.keys(options).find((name) => !known.includes(name))
  if (unknown !== undefined)
    throw new LocationError(28811, `unrecognized option to $unwind stage: ${unknown}`)
  const keepEmpty = options['preserveNullAndEmptyArrays']
  if (keepEmpty !== undefined && typeof keepEmpty !== 'boolean')
    throw wrongOption(28809, 'a boolean for the preserveNullAndEmptyArrays option to', keepEmpty)
  return {
    path: parsePath(options['path']),
    indexPath: parseIndexPath(options['includeArrayIndex']),
    keepEmpty: keepEmpty === true,
  }
}

/** (manual: reference/operator/aggregation/unwind) */
export const unwind: StageCompiler = (argument) => {
  const how = parse(argument)
  return async function* (input) {
    for await (const document of input) yield* unwound(document, how)
  }
}
