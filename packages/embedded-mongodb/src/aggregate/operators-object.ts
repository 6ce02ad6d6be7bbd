import { isDocument, setField, typeOf, type Document, type Value } from '../bson/values.js'
import { LocationError } from '../errors.js'
import { arrayArgument, isNullish, named, nullable, onValues } from './arguments.js'
import type { ExpressionOperator } from './scope.js'

const mergeObjects = (values: Value[]): Value => {
  const result: Document = {}
  for (const value of values.flatMap((item): Value[] => (Array.isArray(item) ? item : [item]))) {
    if (isNullish(value)) continue
    if (!isDocument(value))
      throw new LocationError(
        40400,
        `$mergeObjects requires object inputs, but input is of type ${typeOf(value).name}`,
      )
    for (const key of Object.keys(value)) setField(result, key, value[key])
  }
  return result
}

const arrayToObject = ([value]: Value[], name: string): Value => {
  const result: Document = {}
  for (const item of arrayArgument(value, name, 40386)) {
    const key: Value = Array.isArray(item) ? item[0] : isDocument(item) ? item['k'] : undefined
    const content: Value = Array.isArray(item) ? item[1] : isDocument(item) ? item['v'] : undefined
    if (typeof key !== 'string')
      throw new LocationError(
        40395,
        '$arrayToObject requires an array of key-value pairs, where the key must be of type string',
      )
    setField(result, key, content)
  }
  return result
}

const getFieldOperator: ExpressionOperator = (argument, compile, name) => {
  const parts =
    isDocument(argument) && Object.hasOwn(argument, 'field')
      ? argument
      : { field: argument, input: '$$CURRENT' }
  const all = named({ input: '$$CURRENT', ...parts }, compile, {
    name,
    required: ['field', 'input'],
  })
  return (scope) => {
    const input = all['input']?.(scope)
    const field = all['field']?.(scope)
    return isDocument(input) && typeof field === 'string' && Object.hasOwn(input, field)
      ? input[field]
      : undefined
  }
}

const setFieldOperator: ExpressionOperator = (argument, compile, name) => {
  const all = named(argument, compile, { name, required: ['field', 'input', 'value'] })
  return (scope) => {
    const input = all['input']?.(scope)
    const field = all['field']?.(scope)
    if (isNullish(input)) return null
    if (!isDocument(input))
      throw new LocationError(4161105, `${name} requires 'input' to evaluate to type Object`)
    if (typeof field !== 'string')
      throw new LocationError(4161107, `${name} requires 'field' to evaluate to type String`)
    const result = { ...input }
    const value = all['value']?.(scope)
    if (value === undefined) Reflect.deleteProperty(result, field)
    else setField(result, field, value)
    return result
  }
}

const unsetFieldOperator: ExpressionOperator = (argument, compile, name) =>
  setFieldOperator(
    isDocument(argument) ? { ...argument, value: '$$REMOVE' } : argument,
    compile,
    name,
  )

export const objectOperators: Record<string, ExpressionOperator> = {
  $mergeObjects: onValues(mergeObjects, 0, Infinity),
  $objectToArray: onValues(
    nullable(([value]) => {
      if (!isDocument(value))
        throw new LocationError(
          40390,
          `$objectToArray requires a document input, found: ${typeOf(value).name}`,
        )
      return Object.keys(value).map((k) => ({ k, v: value[k] }))
    }),
  ),
  $arrayToObject: onValues(nullable(arrayToObject)),
  $getField: getFieldOperator,
  $setField: setFieldOperator,
  $unsetField: unsetFieldOperator,
}
