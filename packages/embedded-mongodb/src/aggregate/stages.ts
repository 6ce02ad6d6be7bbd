import {
  isDocument,
  isNumeric,
  toNumber,
  typeOf,
  type Document,
  type Value,
} from '../bson/values.js'
import { LocationError } from '../errors.js'
import { compileFilter } from '../match/filter.js'
import { compileProjection } from '../query/projection.js'
import { assign } from './assign.js'
import { bindVariables } from './bind-variables.js'
import { compileValue } from './expression.js'
import { group } from './group.js'
import { withScope, type Evaluate } from './scope.js'
import type { Change, Stage, StageCompiler, Variables } from './stage.js'
import { unwind } from './unwind.js'

const mapping = (change: (document: Document) => Document | undefined): Stage =>
  async function* (input) {
    for await (const document of input) {
      const result = change(document)
      if (result) yield result
    }
  }

const count = (argument: Value, name: string, code: number): number => {
  const number = isNumeric(argument) ? toNumber(argument) : NaN
  if (!Number.isInteger(number) || number < 0)
    throw new LocationError(
      code,
      `invalid argument to ${name} stage: Expected a non-negative integer`,
    )
  return number
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

const project = (argument: Value, variables: Variables): Change => {
  if (!isDocument(argument) || Object.keys(argument).length === 0) {
    throw new LocationError(
      51272,
      'Invalid $project :: caused by :: projection specification must have at least one field',
    )
  }
  const scoped = withScope(variables)
  const compileExpression = (expression: Value): ((root: Document) => Value) => {
    const evaluate = compileValue(expression)
    return (root) => evaluate(scoped(root))
  }
  const projector = compileProjection(argument, { find: false, filter: {}, compileExpression })
  return (document) => projector?.(document) ?? document
}

type Assignment = { path: string[]; evaluate: Evaluate }

const assignments = (specification: Document, prefix: string[] = []): Assignment[] =>
  Object.keys(specification).flatMap((key): Assignment[] => {
    const value = specification[key]
    const path = [...prefix, ...key.split('.')]
    const nested =
      isDocument(value) &&
      Object.keys(value).length > 0 &&
      !Object.keys(value).some((name) => name.startsWith('$'))
    return nested ? assignments(value, path) : [{ path, evaluate: compileValue(value) }]
  })

const addFields = (argument: Value, variables: Variables): Change => {
  if (!isDocument(argument))
    throw new LocationError(
      40272,
      `$addFields specification stage must be an object, got ${typeOf(argument).name}`,
    )
  const all = assignments(argument)
  const scoped = withScope(variables)
  return (document) => {
    const scope = scoped(document)
    return all.reduce(
      (result, { path, evaluate }) => assign(result, path, evaluate(scope)),
      document,
    )
  }
}

const unset = (argument: Value): Change => {
  const paths = (Array.isArray(argument) ? (argument as Value[]) : [argument]).map((path) => {
    if (typeof path !== 'string' || path === '')
      throw new LocationError(31002, '$unset specification must be a string or an array')
    return path
  })
  const projector = compileProjection(Object.fromEntries(paths.map((path) => [path, false])), {
    find: false,
    filter: {},
    compileExpression: () => () => undefined,
  })
  return (document) => projector?.(document) ?? document
}

const replaceRoot = (argument: Value, variables: Variables): Change => {
  const evaluate = compileValue(isDocument(argument) ? argument['newRoot'] : undefined)
  const scoped = withScope(variables)
  return (document) => {
    const root = evaluate(scoped(document))
    if (isDocument(root)) return root
    throw new LocationError(
      40228,
      `'newRoot' expression must evaluate to an object, but resulting value was of type '${typeOf(root).name}'`,
    )
  }
}

const counting: StageCompiler = (argument) => {
  if (
    typeof argument !== 'string' ||
    argument === '' ||
    argument.startsWith('$') ||
    argument.includes('.')
  ) {
    throw new LocationError(40156, 'the count field must be a non-empty string')
  }
  return async function* (input) {
    let n = 0
    for await (const document of input) n += isDocument(document) ? 1 : 0
    if (n > 0) yield { [argument]: n }
  }
}

const sample: StageCompiler = (argument) => {
  const size = count(isDocument(argument) ? argument['size'] : undefined, '$sample', 28746)
  return async function* (input) {
    const all: Document[] = []
    for await (const document of input) all.push(document)
    for (let i = 0; i < size && all.length > 0; i++) {
      const [picked] = all.splice(Math.floor(Math.random() * all.length), 1)
      if (picked) yield picked
    }
  }
}

export const changes: Record<string, (argument: Value, variables: Variables) => Change> = {
  $project: project,
  $addFields: addFields,
  $set: addFields,
  $unset: unset,
  $replaceRoot: replaceRoot,
  $replaceWith: (argument, variables) => replaceRoot({ newRoot: argument }, variables),
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
