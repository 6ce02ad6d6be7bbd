import { Decimal128 } from 'bson'
import { addOrDouble, fromDouble } from '../bson/arithmetic.js'
import { compare, equal } from '../bson/compare.js'
import {
  clone,
  isDocument,
  isNumeric,
  setField,
  toNumber,
  type Document,
  type Numeric,
  type Value,
} from '../bson/values.js'
import { MongoError } from '../errors.js'
import { isNullish } from './arguments.js'

export type Accumulator = { add: (value: Value) => void; result: () => Value }

const sum = (): Accumulator => {
  let total: Numeric = 0
  return {
    add: (value) => {
      if (isNumeric(value)) total = addOrDouble(total, value)
    },
    result: () => total,
  }
}

const average = (): Accumulator => {
  let total: Numeric = 0
  let count = 0
  return {
    add: (value) => {
      if (!isNumeric(value)) return
      if (value instanceof Decimal128)
        throw new MongoError(
          'NotImplemented',
          '$avg of Decimal128 is not supported by the embedded server',
        )
      total = addOrDouble(total, value)
      count++
    },
    result: () => (count === 0 ? null : fromDouble(toNumber(total) / count)),
  }
}

const extreme = (sign: number) => (): Accumulator => {
  let best: Value
  return {
    add: (value) => {
      if (!isNullish(value) && (best === undefined || compare(value, best) * sign < 0)) best = value
    },
    result: () => best ?? null,
  }
}

const first = (): Accumulator => {
  let any = false
  let value: Value
  return {
    add: (next) => {
      if (!any) value = next
      any = true
    },
    result: () => value ?? null,
  }
}

const last = (): Accumulator => {
  let value: Value
  return {
    add: (next) => {
      value = next
    },
    result: () => value ?? null,
  }
}

const push = (): Accumulator => {
  const values: Value[] = []
  return {
    add: (value) => {
      if (value !== undefined) values.push(clone(value))
    },
    result: () => values,
  }
}

const addToSet = (): Accumulator => {
  const values: Value[] = []
  return {
    add: (value) => {
      if (value !== undefined && !values.some((known) => equal(known, value))) values.push(value)
    },
    result: () => values,
  }
}

const mergeObjects = (): Accumulator => {
  const result: Document = {}
  return {
    add: (value) => {
      if (isDocument(value)) for (const key of Object.keys(value)) setField(result, key, value[key])
    },
    result: () => result,
  }
}

const count = (): Accumulator => {
  let n = 0
  return {
    add: () => {
      n++
    },
    result: () => n,
  }
}

/** Accumulators of `$group` (manual: reference/operator/aggregation-accumulators). */
export const accumulators: Record<string, () => Accumulator> = {
  $sum: sum,
  $avg: average,
  $min: extreme(1),
  $max: extreme(-1),
  $first: first,
  $last: last,
  $push: push,
  $addToSet: addToSet,
  $mergeObjects: mergeObjects,
  $count: count,
}
