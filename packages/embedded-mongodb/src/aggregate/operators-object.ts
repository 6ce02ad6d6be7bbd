import {
  getField,
  isDocument,
  setField,
  typeOf,
  type Document,
  type Value,
} from '../bson/values.js'
import { LocationError } from '../errors.js'
import {
  arrayArgument,
  complain,
  isNullish,
  onValues,
  parameters,
  type Complaint,
} from './arguments.js'
import type { Evaluate, ExpressionOperator } from './scope.js'
import { showValue } from './show-value.js'

/** One array stands for its elements; an array among several arguments is none of the documents that are wanted. */
const mergeObjects = (values: Value[]): Value => {
  const [only] = values
  const result: Document = {}
  for (const value of values.length === 1 && Array.isArray(only) ? (only as Value[]) : values) {
    if (isNullish(value)) continue
    if (!isDocument(value))
      throw new LocationError(
        40400,
        `$mergeObjects requires object inputs, but input ${showValue(value)} is of type ${typeOf(value).name}`,
      )
    for (const key of Object.keys(value)) setField(result, key, value[key])
  }
  return result
}

type Pair = [key: string, value: Value]

const keyOf = (key: Value, complaint: Complaint, nullByte: number): string => {
  if (typeof key !== 'string') throw complain(complaint, typeOf(key).name)
  if (key.includes('\0'))
    throw new LocationError(nullByte, 'Key field cannot contain an embedded null byte')
  return key
}

const mixed = (first: string): string =>
  `$arrayToObject requires a consistent input format. Elements mustall be arrays or all be objects. ${first} was detected, now found: %`

const pairOfArray = (item: Value): Pair => {
  const pair = arrayArgument(item, [40396, mixed('Array')])
  if (pair.length !== 2)
    throw new LocationError(
      40397,
      `$arrayToObject requires an array of size 2 arrays,found array of size: ${pair.length}`,
    )
  const complaint =
    '$arrayToObject requires an array of key-value pairs, where the key must be of type string. Found key type: %'
  return [keyOf(pair[0], [40395, complaint], 4940400), pair[1]]
}

const pairOfDocument = (item: Value): Pair => {
  if (!isDocument(item)) throw complain([40391, mixed('Object')], typeOf(item).name)
  const count = Object.keys(item).length
  if (count !== 2)
    throw new LocationError(
      40392,
      `$arrayToObject requires an object keys of 'k' and 'v'. Found incorrect number of keys:${count}`,
    )
  if (!Object.hasOwn(item, 'k') || !Object.hasOwn(item, 'v'))
    throw new LocationError(
      40393,
      `$arrayToObject requires an object with keys 'k' and 'v'. Missing either or both keys from: ${showValue(item)}`,
    )
  const complaint =
    "$arrayToObject requires an object with keys 'k' and 'v', where the value of 'k' must be of type string. Found type: %"
  return [keyOf(item['k'], [40394, complaint], 4940401), item['v']]
}

/** The first element decides whether all are to be pairs or documents. */
const arrayToObject = ([value]: Value[]): Value => {
  if (isNullish(value)) return null
  const items = arrayArgument(value, [40386, '$arrayToObject requires an array input, found: %'])
  const [first] = items
  if (items.length > 0 && !Array.isArray(first) && !isDocument(first))
    throw new LocationError(
      40398,
      `Unrecognised input type format for $arrayToObject: ${typeOf(first).name}`,
    )
  const result: Document = {}
  for (const [key, content] of items.map(Array.isArray(first) ? pairOfArray : pairOfDocument))
    setField(result, key, content)
  return result
}

const objectToArray = ([value]: Value[]): Value => {
  if (isNullish(value)) return null
  if (!isDocument(value))
    throw new LocationError(
      40390,
      `$objectToArray requires a document input, found: ${typeOf(value).name}`,
    )
  return Object.keys(value).map((k) => ({ k, v: value[k] }))
}

/** What an expression is without a document: undefined when it has to be computed. */
const constantOf = (expression: Value): Value => {
  if (isDocument(expression)) return expression['$literal'] ?? expression['$const']
  const computed =
    Array.isArray(expression) || (typeof expression === 'string' && expression.startsWith('$'))
  return computed ? undefined : expression
}

/** A single name or expression is the field, which is taken from the current document. */
const getFieldParts = (argument: Value): Document => {
  if (!isDocument(argument) || Object.keys(argument)[0]?.startsWith('$'))
    return { field: argument, input: '$$CURRENT' }
  const given = parameters(argument, {
    document: [3041701, '$getField found an unknown argument: %'],
    unknown: [3041701, '$getField found an unknown argument: %'],
    required: { field: [3041702, "$getField requires 'field' to be specified"] },
    optional: ['input'],
  })
  return { input: '$$CURRENT', ...given }
}

const noText = "requires 'field' to evaluate to type String, but got"

const getFieldOperator: ExpressionOperator = (argument, compile) => {
  const parts = getFieldParts(argument)
  const constant = constantOf(parts['field'])
  if (constant !== undefined && typeof constant !== 'string')
    throw new LocationError(5654602, `$getField ${noText} ${typeOf(constant).name}`)
  const field = compile(parts['field'])
  const input = compile(parts['input'])
  return (scope) => {
    const name = field(scope)
    if (typeof name !== 'string')
      throw new LocationError(3041704, `$getField ${noText} ${typeOf(name).name}`)
    const value = input(scope)
    if (isDocument(value)) return getField(value, name)
    return value === null ? null : undefined
  }
}

const constantField = (field: Value, name: string): string => {
  if (typeof field === 'string' && field.startsWith('$')) {
    const path = field.startsWith('$$') ? field.slice(1) : `$CURRENT.${field.slice(1)}`
    throw new LocationError(
      4161108,
      `'${path}' is a field path reference which is not allowed in this context. Did you mean {$literal: '${path}'}?`,
    )
  }
  const constant = constantOf(field)
  if (constant === undefined)
    throw new LocationError(
      4161106,
      `${name} requires 'field' to evaluate to a constant, but got a non-constant argument`,
    )
  if (typeof constant === 'string') return constant
  throw new LocationError(4161107, `${name} ${noText} ${typeOf(constant).name}`)
}

const fieldChange = (
  argument: Value,
  name: string,
  value: Record<string, Complaint>,
): Document & { field: string } => {
  const given = parameters(argument, {
    document: [4161100, `${name} only supports an object as its argument`],
    unknown: [4161101, `${name} found an unknown argument: %`],
    required: {
      field: [4161102, `${name} requires 'field' to be specified`],
      ...value,
      input: [4161109, `${name} requires 'input' to be specified`],
    },
  })
  return { ...given, field: constantField(given['field'], name) }
}

const changed = (field: string, input: Evaluate, value: Evaluate): Evaluate => {
  return (scope) => {
    const old = input(scope)
    if (isNullish(old)) return null
    if (!isDocument(old))
      throw new LocationError(4161105, "$setField requires 'input' to evaluate to type Object")
    const result = { ...old }
    const content = value(scope)
    if (content === undefined) Reflect.deleteProperty(result, field)
    else setField(result, field, content)
    return result
  }
}

const setFieldOperator: ExpressionOperator = (argument, compile, name) => {
  const given = fieldChange(argument, name, {
    value: [4161103, `${name} requires 'value' to be specified`],
  })
  return changed(given.field, compile(given['input']), compile(given['value']))
}

const unsetFieldOperator: ExpressionOperator = (argument, compile, name) => {
  const given = fieldChange(argument, name, {})
  return changed(given.field, compile(given['input']), () => undefined)
}

/** (manual: reference/operator/aggregation#object-expression-operators) */
export const objectOperators: Record<string, ExpressionOperator> = {
  $mergeObjects: onValues(mergeObjects, 0, Infinity),
  $objectToArray: onValues(objectToArray),
  $arrayToObject: onValues(arrayToObject),
  $getField: getFieldOperator,
  $setField: setFieldOperator,
  $unsetField: unsetFieldOperator,
}
