import {
  isDocument,
  isNumeric,
  setField,
  toNumber,
  type Document,
  type Numeric,
  type Value,
} from '../bson/values.js'
import { LocationError } from '../errors.js'
import { compileFilter } from '../match/filter.js'
import { show } from '../storage/show.js'
import { bindVariables } from './bind-variables.js'
import { changes } from './changes.js'
import { group } from './group.js'
import type { Stage, StageCompiler, Variables } from './stage.js'
import { unwind } from './unwind.js'

const mapping = (change: (document: Document) => Document | undefined): Stage =>
  async function* (input) {
    for await (const document of input) {
      const result = change(document)
      if (result) yield result
    }
  }

const fault = (value: Value): string | undefined => {
  if (!isNumeric(value)) return 'Expected a number in'
  const number = toNumber(value)
  if (Number.isNaN(number)) return 'Expected an integer, but found NaN in'
  if (Math.abs(number) >= 2 ** 63) return 'Cannot represent as a 64-bit integer'
  if (!Number.isInteger(number)) return 'Expected an integer'
  return number < 0 ? 'Expected a non-negative number in' : undefined
}

const count = (argument: Value, name: string, code: number): number => {
  const wrong = fault(argument)
  if (wrong !== undefined)
    throw new LocationError(
      code,
      `invalid argument to ${name} stage: ${wrong}: ${name}: ${show(argument)}`,
    )
  return toNumber(argument as Numeric)
}

const match: StageCompiler = (argument, variables) => {
  if (!isDocument(argument))
    throw new LocationError(15959, 'the match filter must be an expression in an object')
  const test = compileFilter(bindVariables(argument, variables))
  return mapping((document) => (test(document) ? document : undefined))
}

const limit: StageCompiler = (argument) => {
  const most = count(argument, '$limit', 5107201)
  if (most === 0) throw new LocationError(15958, 'the limit must be positive')
  return async function* (input) {
    let given = 0
    for await (const document of input) {
      yield document
      if (++given >= most) return
    }
  }
}

const skip: StageCompiler = (argument) => {
  const few = count(argument, '$skip', 5107200)
  return async function* (input) {
    let passed = 0
    for await (const document of input) if (passed++ >= few) yield document
  }
}

const countField = (argument: Value): string => {
  if (typeof argument !== 'string')
    throw new LocationError(40156, 'the count field must be a non-empty string')
  if (argument === '') throw new LocationError(40157, 'the count field must be a non-empty string')
  if (argument.startsWith('$'))
    throw new LocationError(40158, 'the count field cannot be a $-prefixed path')
  if (argument.includes('.')) throw new LocationError(40160, "the count field cannot contain '.'")
  if (argument === '_id') throw new LocationError(15948, "a group's _id may only be specified once")
  return argument
}

const counting: StageCompiler = (argument) => {
  const name = countField(argument)
  return async function* (input) {
    let n = 0
    for await (const document of input) n += isDocument(document) ? 1 : 0
    const result: Document = {}
    setField(result, name, n)
    if (n > 0) yield result
  }
}

const sampleSize = (argument: Value): number => {
  if (!isDocument(argument))
    throw new LocationError(28745, 'the $sample stage specification must be an object')
  const unknown = Object.keys(argument).find((name) => name !== 'size')
  if (unknown !== undefined)
    throw new LocationError(28748, `unrecognized option to $sample: ${unknown}`)
  const { size } = argument
  if (size === undefined) throw new LocationError(28749, '$sample stage must specify a size')
  if (!isNumeric(size)) throw new LocationError(28746, 'size argument to $sample must be a number')
  const whole = Math.trunc(toNumber(size))
  if (!(whole > 0))
    throw new LocationError(28747, 'size argument to $sample must be a positive integer')
  return whole
}

const sample: StageCompiler = (argument) => {
  const size = sampleSize(argument)
  return async function* (input) {
    const all: Document[] = []
    for await (const document of input) all.push(document)
    for (let i = 0; i < size && all.length > 0; i++) {
      const [picked] = all.splice(Math.floor(Math.random() * all.length), 1)
      if (picked) yield picked
    }
  }
}

/** Stages that need nothing but their input (manual: reference/operator/aggregation-pipeline). */
export const streamStages: Record<string, StageCompiler> = {
  $match: match,
  $limit: limit,
  $skip: skip,
  ...Object.fromEntries(
    Object.entries(changes).map(([name, compile]) => [
      name,
      (argument: Value, variables: Variables) => mapping(compile(argument, variables)),
    ]),
  ),
  $unwind: unwind,
  $count: counting,
  $group: group,
  $sample: sample,
}
