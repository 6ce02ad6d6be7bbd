import { Long, Timestamp } from 'bson'
import { add, multiply } from '../bson/arithmetic.js'
import { compare, equal } from '../bson/compare.js'
import {
  clone,
  getField,
  isDocument,
  isNumeric,
  toNumber,
  typeOf,
  type Document,
  type Value,
} from '../bson/values.js'
import { badValue, failedToParse, MongoError, typeMismatch } from '../errors.js'
import { compileElementTest } from '../match/filter.js'
import { show } from '../storage/show.js'
import { pushInto, type PushArgument } from './push.js'

export type UpdateContext = { document: Document; path: string; now: Date; insert: boolean }

/** Gives the new value of a field; `keep` leaves it as it is. */
export type FieldUpdate = (current: Value, context: UpdateContext) => Value
export const keep = Symbol('keep')

const idOf = (document: Document): string => show({ _id: getField(document, '_id') })

const arithmetic = (operator: string, value: Value): FieldUpdate => {
  if (!isNumeric(value)) {
    throw typeMismatch(
      `Cannot ${operator === '$inc' ? 'increment' : 'multiply'} with non-numeric argument: {${operator}: ${show(value)}}`,
    )
  }
  const operation = operator === '$inc' ? add : multiply
  return (current, { document, path }) => {
    if (current === undefined) return operator === '$inc' ? value : operation(value, 0)
    if (!isNumeric(current)) {
      const field = path.split('.').at(-1) ?? path
      throw typeMismatch(
        `Cannot apply ${operator} to a value of non-numeric type. {_id: ${show(getField(document, '_id'))}} has the field '${field}' of non-numeric type ${typeOf(current).name}`,
      )
    }
    const result = operation(current, value)
    if (result === undefined)
      throw badValue(
        `Failed to apply ${operator} operations to current value (${show(current)}) for document ${idOf(document)}`,
      )
    return result
  }
}

const extreme =
  (sign: number) =>
  (_path: string, value: Value): FieldUpdate =>
  (current) =>
    current === undefined || compare(value, current) * sign < 0 ? clone(value) : keep

const currentDate = (_path: string, value: Value): FieldUpdate => {
  const type = isDocument(value)
    ? value['$type']
    : value === true || value === false
      ? 'date'
      : undefined
  if (type === 'date') return (_current, { now }) => now
  if (type === 'timestamp') {
    return (_current, { now }) => new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 })
  }
  throw badValue(
    `${typeOf(value).name} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`,
  )
}

const arrayOf = (current: Value, operator: string, context: UpdateContext): Value[] => {
  if (Array.isArray(current)) return [...(current as Value[])]
  throw badValue(
    operator === '$push'
      ? `The field '${context.path}' must be an array but is of type ${typeOf(current).name} in document {_id: ${show(getField(context.document, '_id'))}}`
      : `Cannot apply ${operator} to a non-array value`,
  )
}

const modifiers = new Set(['$each', '$slice', '$sort', '$position'])

const parsePush = (value: Value): PushArgument => {
  if (!isDocument(value) || !Object.hasOwn(value, '$each')) return { each: [value] }
  const unknown = Object.keys(value).find((key) => !modifiers.has(key))
  if (unknown) throw badValue(`Unrecognized clause in $push: ${unknown}`)
  if (!Array.isArray(value['$each'])) {
    throw badValue(
      `The argument to $each in $push must be an array but it was of type: ${typeOf(value['$each']).name}`,
    )
  }
  return {
    each: value['$each'] as Value[],
    slice: value['$slice'],
    sort: value['$sort'],
    position: value['$position'],
  }
}

const push = (_path: string, value: Value): FieldUpdate => {
  const argument = parsePush(value)
  return (current, context) =>
    pushInto(current === undefined ? [] : arrayOf(current, '$push', context), argument)
}

const addToSet = (_path: string, value: Value): FieldUpdate => {
  const hasEach = isDocument(value) && Object.keys(value)[0] === '$each'
  const each = hasEach ? value['$each'] : [value]
  if (!Array.isArray(each)) {
    throw typeMismatch(
      `The argument to $each in $addToSet must be an array but it was of type ${typeOf(each).name}`,
    )
  }
  return (current, context) => {
    if (current !== undefined && !Array.isArray(current)) {
      throw badValue(
        `Cannot apply $addToSet to non-array field. Field named '${context.path.split('.').at(-1) ?? ''}' has non-array type ${typeOf(current).name}`,
      )
    }
    const array = [...((current ?? []) as Value[])]
    const before = array.length
    for (const item of each as Value[]) {
      if (!array.some((known) => equal(known, item))) array.push(clone(item))
    }
    return current !== undefined && array.length === before ? keep : array
  }
}

const pull = (_path: string, condition: Value): FieldUpdate => {
  const test = compileElementTest(condition)
  return (current, context) => {
    if (current === undefined) return keep
    const array = arrayOf(current, '$pull', context)
    const left = array.filter(
      (item) => !(Array.isArray(condition) ? equal(item, condition) : test(item)),
    )
    return left.length === array.length ? keep : left
  }
}

const pullAll = (_path: string, value: Value): FieldUpdate => {
  if (!Array.isArray(value))
    throw badValue(`$pullAll requires an array argument but was given a ${typeOf(value).name}`)
  return (current, context) => {
    if (current === undefined) return keep
    const array = arrayOf(current, '$pull', context)
    const left = array.filter((item) => !value.some((unwanted) => equal(item, unwanted)))
    return left.length === array.length ? keep : left
  }
}

const pop = (path: string, value: Value): FieldUpdate => {
  const end = isNumeric(value) ? toNumber(value) : NaN
  if (Number.isNaN(end)) throw failedToParse(`Expected a number in: ${path}: ${show(value)}`)
  if (end !== 1 && end !== -1) throw failedToParse(`$pop expects 1 or -1, found: ${show(value)}`)
  return (current) => {
    if (current === undefined) return keep
    if (!Array.isArray(current)) {
      throw typeMismatch(
        `Path '${path}' contains an element of non-array type '${typeOf(current).name}'`,
      )
    }
    if (current.length === 0) return keep
    return end === 1 ? (current as Value[]).slice(0, -1) : (current as Value[]).slice(1)
  }
}

const bit = (_path: string, value: Value): FieldUpdate => {
  const operations = isDocument(value) ? Object.entries(value) : []
  if (operations.length === 0)
    throw badValue(
      `The $bit modifier is not compatible with a ${typeOf(value).name}. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}`,
    )
  return (current, context) =>
    operations.reduce(
      (result, [name, operand]) => applyBit(name, result, operand, context),
      current,
    )
}

const isInteger = (value: Value): value is number | Long =>
  value instanceof Long || (typeof value === 'number' && Number.isInteger(value))

const applyBit = (name: string, current: Value, operand: Value, context: UpdateContext): Value => {
  if (!['and', 'or', 'xor'].includes(name))
    throw badValue(
      `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator: {${name}: ${show(operand)}}`,
    )
  if (!isInteger(operand))
    throw badValue(
      `The $bit modifier field must be an Integer(32/64 bit); a '${typeOf(operand).name}' is not supported here: {${name}: ${show(operand)}}`,
    )
  const from = current === undefined ? 0 : current
  if (!isInteger(from))
    throw badValue(
      `Cannot apply $bit to a value of non-integral type. {_id: ${show(getField(context.document, '_id'))}} has the field ${context.path} of non-integer type ${typeOf(from).name}`,
    )
  const a = BigInt(from.toString())
  const b = BigInt(operand.toString())
  const result = name === 'and' ? a & b : name === 'or' ? a | b : a ^ b
  return typeof from === 'number' && typeof operand === 'number'
    ? Number(result)
    : Long.fromBigInt(result)
}

/** Operators that give one field a new value (manual: reference/operator/update). `$unset`, `$rename` are handled apart. */
export const fieldOperators: Record<string, (path: string, value: Value) => FieldUpdate> = {
  $set: (_path, value) => () => clone(value),
  $setOnInsert:
    (_path, value) =>
    (_current, { insert }) =>
      insert ? clone(value) : keep,
  $inc: (_path, value) => arithmetic('$inc', value),
  $mul: (_path, value) => arithmetic('$mul', value),
  $min: extreme(1),
  $max: extreme(-1),
  $currentDate: currentDate,
  $push: push,
  $addToSet: addToSet,
  $pull: pull,
  $pullAll: pullAll,
  $pop: pop,
  $bit: bit,
}

export const immutableId = (): MongoError =>
  new MongoError(
    'ImmutableField',
    "Performing an update on the path '_id' would modify the immutable field '_id'",
  )
