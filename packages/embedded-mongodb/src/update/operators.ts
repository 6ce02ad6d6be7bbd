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
  type Numeric,
  type Value,
} from '../bson/values.js'
import { badValue, failedToParse, MongoError, typeMismatch } from '../errors.js'
import { compilePullTest } from '../match/filter.js'
import { notWhole } from '../match/integers.js'
import { show } from '../storage/show.js'
import { parsePush, pushInto } from './push.js'

export type UpdateContext = { document: Document; path: string; now: Date; insert: boolean }

/** Gives the new value of a field; `keep` leaves it as it is. */
export type FieldUpdate = (current: Value, context: UpdateContext) => Value
export const keep = Symbol('keep')

const idOf = (document: Document): string => `_id: ${show(getField(document, '_id'))}`
const lastPart = (path: string): string => path.split('.').at(-1) ?? path

const shownNumber = (value: Value): string => {
  const { name } = typeOf(value)
  return `(Number${name.charAt(0).toUpperCase()}${name.slice(1)})${show(value)}`
}

type Arithmetic = { operator: string; verb: string; operation: typeof add }

const arithmetic =
  ({ operator, verb, operation }: Arithmetic) =>
  (path: string, value: Value): FieldUpdate => {
    if (!isNumeric(value))
      throw typeMismatch(`Cannot ${verb} with non-numeric argument: {${path}: ${show(value)}}`)
    return (current, { document, path: at }) => {
      if (current === undefined) return operator === '$inc' ? value : operation(value, 0)
      if (!isNumeric(current)) {
        throw typeMismatch(
          `Cannot apply ${operator} to a value of non-numeric type. {${idOf(document)}} has the field '${lastPart(at)}' of non-numeric type ${typeOf(current).name}`,
        )
      }
      const result = operation(current, value)
      if (result === undefined)
        throw badValue(
          `Failed to apply ${operator} operations to current value (${shownNumber(current)}) for document {${idOf(document)}}`,
        )
      return result
    }
  }

const extreme =
  (sign: number) =>
  (_path: string, value: Value): FieldUpdate =>
  (current) =>
    current === undefined || compare(value, current) * sign < 0 ? clone(value) : keep

const dateTypeOf = (value: Document): Value => {
  const unknown = Object.keys(value).find((key) => key !== '$type')
  if (unknown !== undefined) throw badValue(`Unrecognized $currentDate option: ${unknown}`)
  const type = value['$type']
  if (type !== 'date' && type !== 'timestamp')
    throw badValue(
      "The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}",
    )
  return type
}

const currentDate = (_path: string, value: Value): FieldUpdate => {
  if (typeof value !== 'boolean' && !isDocument(value))
    throw badValue(
      `${typeOf(value).name} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`,
    )
  return isDocument(value) && dateTypeOf(value) === 'timestamp'
    ? (_current, { now }) => new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 })
    : (_current, { now }) => now
}

const push = (_path: string, value: Value): FieldUpdate => {
  const argument = parsePush(value)
  return (current, { document, path }) => {
    if (current !== undefined && !Array.isArray(current))
      throw badValue(
        `The field '${path}' must be an array but is of type ${typeOf(current).name} in document {${idOf(document)}}`,
      )
    return pushInto([...((current ?? []) as Value[])], argument)
  }
}

const eachToAdd = (value: Value): Value[] => {
  if (!isDocument(value) || Object.keys(value)[0] !== '$each') return [value]
  const { $each, ...others } = value
  if (!Array.isArray($each))
    throw typeMismatch(
      `The argument to $each in $addToSet must be an array but it was of type ${typeOf($each).name}`,
    )
  if (Object.keys(others).length > 0)
    throw badValue(`Found unexpected fields after $each in $addToSet: ${show(value)}`)
  return $each as Value[]
}

const addToSet = (_path: string, value: Value): FieldUpdate => {
  const each = eachToAdd(value)
  return (current, { path }) => {
    if (current !== undefined && !Array.isArray(current)) {
      throw badValue(
        `Cannot apply $addToSet to non-array field. Field named '${lastPart(path)}' has non-array type ${typeOf(current).name}`,
      )
    }
    const array = [...((current ?? []) as Value[])]
    const before = array.length
    for (const item of each) {
      if (!array.some((known) => equal(known, item))) array.push(clone(item))
    }
    return current !== undefined && array.length === before ? keep : array
  }
}

const without =
  (unwanted: (item: Value) => boolean): FieldUpdate =>
  (current) => {
    if (current === undefined) return keep
    if (!Array.isArray(current)) throw badValue('Cannot apply $pull to a non-array value')
    const left = current.filter((item: Value) => !unwanted(item))
    return left.length === current.length ? keep : left
  }

const pull = (_path: string, condition: Value): FieldUpdate => without(compilePullTest(condition))

const pullAll = (_path: string, value: Value): FieldUpdate => {
  if (!Array.isArray(value))
    throw badValue(`$pullAll requires an array argument but was given a ${typeOf(value).name}`)
  return without((item) => value.some((unwanted) => equal(item, unwanted)))
}

const pop = (path: string, value: Value): FieldUpdate => {
  const reason = notWhole(path, value)
  if (reason !== undefined) throw failedToParse(reason)
  const end = toNumber(value as Numeric)
  if (end !== 1 && end !== -1) throw failedToParse(`$pop expects 1 or -1, found: ${show(value)}`)
  return (current, { path: at }) => {
    if (current === undefined) return keep
    if (!Array.isArray(current)) {
      throw typeMismatch(
        `Path '${at}' contains an element of non-array type '${typeOf(current).name}'`,
      )
    }
    if (current.length === 0) return keep
    return end === 1 ? (current as Value[]).slice(0, -1) : (current as Value[]).slice(1)
  }
}

const bitOperations: Record<string, (a: bigint, b: bigint) => bigint> = {
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
}

type Integer = number | Long

const isInteger = (value: Value): value is Integer => ['int', 'long'].includes(typeOf(value).name)

const parseBit = (name: string, operand: Value): ((current: Integer) => Integer) => {
  const operation = Object.hasOwn(bitOperations, name) ? bitOperations[name] : undefined
  if (!operation)
    throw badValue(
      `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator: {${name}: ${show(operand)}}`,
    )
  if (!isInteger(operand))
    throw badValue(
      `The $bit modifier field must be an Integer(32/64 bit); a '${typeOf(operand).name}' is not supported here: {${name}: ${show(operand)}}`,
    )
  return (current) => {
    const result = operation(BigInt(current.toString()), BigInt(operand.toString()))
    return typeof current === 'number' && typeof operand === 'number'
      ? Number(result)
      : Long.fromBigInt(result)
  }
}

const bit = (_path: string, value: Value): FieldUpdate => {
  if (!isDocument(value))
    throw badValue(
      `The $bit modifier is not compatible with a ${typeOf(value).name}. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}`,
    )
  const operations = Object.keys(value).map((name) => parseBit(name, value[name]))
  if (operations.length === 0)
    throw badValue(
      'You must pass in at least one bitwise operation. The format is: {$bit: {field: {and/or/xor: #}}',
    )
  return (current = 0, { document, path }) => {
    if (!isInteger(current))
      throw badValue(
        `Cannot apply $bit to a value of non-integral type.${idOf(document)} has the field ${lastPart(path)} of non-integer type ${typeOf(current).name}`,
      )
    return operations.reduce<Integer>((result, operation) => operation(result), current)
  }
}

/** Operators that give one field a new value (manual: reference/operator/update). `$unset`, `$rename` are handled apart. */
export const fieldOperators: Record<string, (path: string, value: Value) => FieldUpdate> = {
  $set: (_path, value) => () => clone(value),
  $setOnInsert:
    (_path, value) =>
    (_current, { insert }) =>
      insert ? clone(value) : keep,
  $inc: arithmetic({ operator: '$inc', verb: 'increment', operation: add }),
  $mul: arithmetic({ operator: '$mul', verb: 'multiply', operation: multiply }),
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

/** Operators that do nothing where there is nothing, but still refuse a path that can lead nowhere. */
export const needsViablePath = new Set(['$pop', '$pull', '$pullAll'])

export const immutableId = (): MongoError =>
  new MongoError(
    'ImmutableField',
    "Performing an update on the path '_id' would modify the immutable field '_id'",
  )
