import { isDocument, setField, type Document, type Value } from '../bson/values.js'
import { LocationError, typeMismatch } from '../errors.js'
import { valueKey } from '../index/key-string.js'
import { accumulators, type Accumulator } from './accumulators.js'
import { compileValue } from './expression.js'
import { withScope, type Evaluate } from './scope.js'
import type { Stage, Variables } from './stage.js'

type Field = { name: string; evaluate: Evaluate; create: () => Accumulator }

const accumulatorNamed = (operator: string, argument: Value): (() => Accumulator) => {
  const create = Object.hasOwn(accumulators, operator) ? accumulators[operator] : undefined
  if (!create) throw new LocationError(15952, `unknown group operator '${operator}'`)
  if (operator === '$count' && !(isDocument(argument) && Object.keys(argument).length === 0))
    throw typeMismatch('$count takes no arguments, i.e. $count:{}')
  return create
}

const checkName = (name: string): void => {
  if (name.includes('.'))
    throw new LocationError(40235, `The field name '${name}' cannot contain '.'`)
  if (name.startsWith('$'))
    throw new LocationError(40236, `The field name '${name}' cannot be an operator name`)
}

const parseField = (name: string, value: Value): Field => {
  const [operator = '', ...more] = isDocument(value) ? Object.keys(value) : []
  if (!isDocument(value) || !operator.startsWith('$'))
    throw new LocationError(40234, `The field '${name}' must be an accumulator object`)
  checkName(name)
  if (more.length > 0)
    throw new LocationError(40238, `The field '${name}' must specify one accumulator`)
  const argument = value[operator]
  if (Array.isArray(argument))
    throw new LocationError(40237, `The ${operator} accumulator is a unary operator`)
  const create = accumulatorNamed(operator, argument)
  return { name, evaluate: compileValue(argument), create }
}

/** `$group` (manual: reference/operator/aggregation/group). Numbers that are equal make one group whatever their type. */
export const group = (argument: Value, variables: Variables): Stage => {
  if (!isDocument(argument))
    throw new LocationError(15947, "a group's fields must be specified in an object")
  if (!Object.hasOwn(argument, '_id'))
    throw new LocationError(15955, 'a group specification must include an _id')
  const id = compileValue(argument['_id'])
  const fields = Object.keys(argument)
    .filter((name) => name !== '_id')
    .map((name) => parseField(name, argument[name]))
  const scoped = withScope(variables)
  return async function* (input) {
    const groups = new Map<string, { id: Value; accumulators: Accumulator[] }>()
    for await (const document of input) {
      const scope = scoped(document)
      const value = id(scope)
      const key = valueKey(value ?? null).toString('latin1')
      let found = groups.get(key)
      if (!found)
        groups.set(
          key,
          (found = { id: value ?? null, accumulators: fields.map((field) => field.create()) }),
        )
      fields.forEach((field, index) => found.accumulators[index]?.add(field.evaluate(scope)))
    }
    for (const found of groups.values()) {
      const result: Document = { _id: found.id }
      fields.forEach((field, index) => {
        setField(result, field.name, found.accumulators[index]?.result())
      })
      yield result
    }
  }
}
