import { Decimal128 } from 'bson'
import { createSummation, fromDouble } from '../bson/arithmetic.js'
import { compare } from '../bson/compare.js'
import {
  clone,
  isDocument,
  isNumeric,
  setField,
  typeOf,
  type Document,
  type Value,
} from '../bson/values.js'
import { LocationError, MongoError } from '../errors.js'
import { valueKey } from '../index/key-string.js'
import { isNullish } from './arguments.js'
import { showValue } from './show-value.js'

export type Accumulator = { add: (value: Value) => void; result: () => Value }

const sum = (): Accumulator => {
  const total = createSummation()
  return {
    add: (value) => {
      if (isNumeric(value)) total.add(value)
    },
    result: total.result,
  }
}

const average = (): Accumulator => {
  const total = createSummation()
  let count = 0
  return {
    add: (value) => {
      if (!isNumeric(value)) return
      total.add(value)
      count++
    },
    result: () => {
      if (count === 0) return null
      if (total.result() instanceof Decimal128)
        throw new MongoError(
          'NotImplemented',
          '$avg of Decimal128 is not supported by the embedded server',
        )
      return fromDouble(total.double() / count)
    },
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
  const values = new Map<string, Value>()
  return {
    add: (value) => {
      if (value === undefined) return
      const key = valueKey(value).toString('latin1')
      if (!values.has(key)) values.set(key, value)
    },
    result: () => [...values.values()],
  }
}

const mergeObjects = (): Accumulator => {
  const result: Document = {}
  return {
    add: (value) => {
      if (isNullish(value)) return
      if (!isDocument(value))
        throw new LocationError(
          40400,
          `$mergeObjects requires object inputs, but input ${showValue(value)} is of type ${typeOf(value).name}`,
        )
      for (const key of Object.keys(value)) setField(result, key, value[key])
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
