import {
  isDocument,
  isNumeric,
  isTruthy,
  toNumber,
  type Document,
  type Value,
} from '../bson/values.js'
import { badValue, LocationError, MongoError } from '../errors.js'
import { compileElementTest, compileFilter } from '../match/filter.js'
import { matchedPosition } from '../match/matched-position.js'
import { isOperatorDocument } from '../match/operators.js'
import { addPath, exclude, include, type Leaf, type Node } from './projection-tree.js'

export type Projector = (document: Document) => Document
export type ExpressionCompiler = (expression: Value) => (root: Document) => Value

const isFlag = (value: Value): boolean => typeof value === 'boolean' || isNumeric(value)

const sliceOf = (argument: Value): Leaf => {
  const numbers = (Array.isArray(argument) ? (argument as Value[]) : [argument]).map((item) =>
    isNumeric(item) ? toNumber(item) : NaN,
  )
  if (numbers.some(Number.isNaN))
    throw new LocationError(28667, 'First argument to $slice must be an array')
  const [first = 0, limit] = numbers
  return (value) => {
    if (!Array.isArray(value)) return value
    const array = value as Value[]
    if (limit === undefined) return first >= 0 ? array.slice(0, first) : array.slice(first)
    const from = first >= 0 ? first : Math.max(0, array.length + first)
    return array.slice(from, from + limit)
  }
}

const elemMatchOf = (condition: Value): Leaf => {
  if (!isDocument(condition))
    throw new MongoError('BadValue', '$elemMatch: Invalid argument, object required')
  const test = isOperatorDocument(condition)
    ? compileElementTest(condition)
    : ((): ((item: Value) => boolean) => {
        const matches = compileFilter(condition)
        return (item) => isDocument(item) && matches(item)
      })()
  return (value) => {
    if (!Array.isArray(value)) return undefined
    const found: Value = value.find(test)
    return found === undefined ? undefined : [found]
  }
}

type Spec = { path: string; value: Value }

const flatten = (projection: Document, prefix = ''): Spec[] =>
  Object.keys(projection).flatMap((key): Spec[] => {
    const value = projection[key]
    const path = prefix + key
    if (isDocument(value) && !isOperatorDocument(value) && Object.keys(value).length > 0)
      return flatten(value, `${path}.`)
    return [{ path, value }]
  })

const findOnly = (value: Value): Leaf | undefined => {
  if (!isOperatorDocument(value)) return undefined
  if (Object.hasOwn(value, '$elemMatch')) return elemMatchOf(value['$elemMatch'])
  if (
    Object.hasOwn(value, '$slice') &&
    !(
      Array.isArray(value['$slice']) &&
      value['$slice'].length > 0 &&
      !isNumeric(value['$slice'][0])
    )
  )
    return sliceOf(value['$slice'])
  if (Object.hasOwn(value, '$meta'))
    throw new MongoError('NotImplemented', '$meta is not supported by the embedded server')
  return undefined
}

const isIncluding = (specs: readonly Spec[]): boolean | undefined => {
  const flags = specs.filter((spec) => isFlag(spec.value) && spec.path !== '_id')
  const including = flags.find((spec) => isTruthy(spec.value))
  const excluding = flags.find((spec) => !isTruthy(spec.value))
  if (including && excluding) {
    throw new LocationError(
      including === flags[0] ? 31254 : 31253,
      `Cannot do ${including === flags[0] ? 'exclusion' : 'inclusion'} on field ${(including === flags[0] ? excluding : including).path} in ${including === flags[0] ? 'inclusion' : 'exclusion'} projection`,
    )
  }
  if (including) return true
  return excluding ? false : undefined
}

const elemMatchIn = (value: Value): boolean =>
  isDocument(value) && Object.hasOwn(value, '$elemMatch')
const computed = (spec: Spec): boolean => !isFlag(spec.value)

const decideMode = (specs: readonly Spec[], find: boolean): boolean => {
  const flagged = isIncluding(specs)
  if (flagged !== undefined) return flagged
  const id = specs.find((spec) => spec.path === '_id')
  const idOnly = specs.every((spec) => spec.path === '_id')
  if (id && isFlag(id.value) && idOnly) return isTruthy(id.value)
  const others = specs.filter(computed)
  const fromFindOnly = find && others.every((spec) => findOnly(spec.value) !== undefined)
  if (fromFindOnly)
    return (
      others.some((spec) => elemMatchIn(spec.value)) &&
      !others.some((spec) => !elemMatchIn(spec.value))
    )
  return true
}

const positional = (specs: Spec[], filter: Document): Spec[] =>
  specs.map((spec) => {
    if (!spec.path.endsWith('.$')) return spec
    const path = spec.path.slice(0, -2)
    const leaf = (value: Value, root: Document): Value => {
      if (!Array.isArray(value)) return value
      const at = matchedPosition(filter, root, path)
      if (at === undefined)
        throw new LocationError(
          51246,
          "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
        )
      return [value[at]]
    }
    return { path, value: leaf }
  })

export type ProjectionOptions = {
  find: boolean
  filter: Document
  compileExpression: ExpressionCompiler
}

/** Compiles `{a: 1}`, `{a: 0}`, `$slice`, `$elemMatch`, positional `$` and expressions (manual: reference/operator/projection). */
export const compileProjection = (
  projection: Document,
  options: ProjectionOptions,
): Projector | undefined => {
  const specs = positional(flatten(projection), options.filter)
  if (specs.length === 0) return undefined
  const including = decideMode(
    specs.map((spec) => (typeof spec.value === 'function' ? { ...spec, value: true } : spec)),
    options.find,
  )
  const root: Node = { children: new Map(), leaf: undefined }
  if (including && !specs.some((spec) => spec.path === '_id')) addPath(root, '_id', 'include')
  for (const spec of specs) {
    const leaf = leafOf(spec, including, options)
    if (leaf) addPath(root, spec.path, leaf)
  }
  return (document) =>
    including ? include(document, root, document) : exclude(document, root, document)
}

const flagLeaf = (path: string, wanted: boolean, including: boolean): Leaf | undefined => {
  if (wanted === including) return wanted ? 'include' : 'exclude'
  // only _id may go against the rest, and then it is simply not listed
  if (path === '_id') return undefined
  throw badValue(`cannot mix inclusion and exclusion at ${path}`)
}

const leafOf = (
  { path, value }: Spec,
  including: boolean,
  options: ProjectionOptions,
): Leaf | undefined => {
  if (typeof value === 'function') return value as Leaf
  if (isFlag(value)) return flagLeaf(path, isTruthy(value), including)
  const special = options.find ? findOnly(value) : undefined
  if (special) return special
  if (!including) {
    throw new LocationError(31252, `Cannot use an expression in an exclusion projection: ${path}`)
  }
  const evaluate = options.compileExpression(value)
  return (_value, document) => evaluate(document)
}
