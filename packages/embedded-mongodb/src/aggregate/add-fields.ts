import { isDocument, typeOf, type Document, type Value } from '../bson/values.js'
import { LocationError, MongoError } from '../errors.js'
import { show } from '../storage/show.js'
import { assign, fieldPath } from './assign.js'
import { compileValue } from './expression.js'
import { withScope, type Evaluate } from './scope.js'
import type { Change, Variables } from './stage.js'

/** Says of an error in which stage it is. */
export const named = <T>(name: string, compile: () => T): T => {
  try {
    return compile()
  } catch (error) {
    if (error instanceof MongoError)
      error.message = `Invalid ${name} :: caused by :: ${error.message}`
    throw error
  }
}

type Assignment = { path: string[]; evaluate: Evaluate }

const isExpression = (value: Document, names = Object.keys(value)): boolean => {
  if (!names.some((name) => name.startsWith('$'))) return false
  if (names.length > 1)
    throw new LocationError(
      40181,
      `an expression specification must contain exactly one field, the name of the expression. Found ${names.length} fields in ${show(value)}`,
    )
  return true
}

const assignmentsAt = (path: string[], value: Value): Assignment[] => {
  if (!isDocument(value) || isExpression(value)) return [{ path, evaluate: compileValue(value) }]
  const names = Object.keys(value)
  if (names.length === 0)
    throw new LocationError(
      40180,
      `an empty object is not a valid value. Found empty object at path ${path.join('.')}`,
    )
  const dotted = names.find((name) => name.includes('.'))
  if (dotted !== undefined)
    throw new LocationError(
      40183,
      `cannot use dotted field name '${dotted}' in a sub object: ${show(value)}`,
    )
  return names.flatMap((name) => assignmentsAt([...path, ...fieldPath(name)], value[name]))
}

const refuseConflicts = (assignments: readonly Assignment[]): void => {
  const paths = assignments.map(({ path }) => path.join('.'))
  for (const path of paths) {
    const inside = paths.find((other) => other.startsWith(`${path}.`))
    if (inside !== undefined)
      throw new LocationError(
        40176,
        `specification contains two conflicting paths. Cannot specify both '${inside}' and '${path}'`,
      )
  }
}

/** (manual: reference/operator/aggregation/addFields) */
export const addFields =
  (name: string) =>
  (argument: Value, variables: Variables): Change => {
    if (!isDocument(argument))
      throw new LocationError(
        40272,
        `${name} specification stage must be an object, got ${typeOf(argument).name}`,
      )
    const all = named(name, () => {
      const paths = Object.keys(argument)
      if (paths.length === 0)
        throw new LocationError(40177, 'specification must have at least one field')
      const found = paths.flatMap((path) => assignmentsAt(fieldPath(path), argument[path]))
      refuseConflicts(found)
      return found
    })
    const scoped = withScope(variables)
    return (document) => {
      const scope = scoped(document)
      return all.reduce(
        (result, { path, evaluate }) => assign(result, path, evaluate(scope)),
        document,
      )
    }
  }
