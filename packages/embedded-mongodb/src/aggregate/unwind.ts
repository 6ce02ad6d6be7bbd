import { getField, isDocument, type Document, type Value } from '../bson/values.js'
import { LocationError } from '../errors.js'
import { assign } from './assign.js'
import type { StageCompiler } from './stage.js'

type Unwind = { parts: string[]; indexField: Value; keepEmpty: boolean }

const valueAt = (document: Document, parts: readonly string[]): Value =>
  parts.reduce<Value>(
    (value, part) => (isDocument(value) ? getField(value, part) : undefined),
    document,
  )

const unwound = (document: Document, { parts, indexField, keepEmpty }: Unwind): Document[] => {
  const value = valueAt(document, parts)
  const marked = (result: Document, index: Value): Document =>
    typeof indexField === 'string' ? assign(result, indexField.split('.'), index) : result
  if (!Array.isArray(value)) {
    return keepEmpty || (value !== undefined && value !== null) ? [marked(document, null)] : []
  }
  if (value.length === 0) {
    return keepEmpty ? [marked(assign(document, parts, undefined), null)] : []
  }
  return value.map((item: Value, index) => marked(assign(document, parts, item), index))
}

/** (manual: reference/operator/aggregation/unwind) */
export const unwind: StageCompiler = (argument) => {
  const options = isDocument(argument) ? argument : { path: argument }
  const path = options['path']
  if (typeof path !== 'string' || !path.startsWith('$')) {
    throw new LocationError(
      28818,
      `path option to $unwind stage should be prefixed with a '$': ${String(path)}`,
    )
  }
  const how: Unwind = {
    parts: path.slice(1).split('.'),
    indexField: options['includeArrayIndex'],
    keepEmpty: options['preserveNullAndEmptyArrays'] === true,
  }
  return async function* (input) {
    for await (const document of input) yield* unwound(document, how)
  }
}
