import {
  getField,
  isDocument,
  isNumeric,
  isTruthy,
  setField,
  toNumber,
  type Document,
  type Value,
} from '../bson/values.js'
import { badValue, LocationError, MongoError } from '../errors.js'
import { compileElementTest, compileFilter } from '../match/filter.js'
import { matchedPosition } from '../match/matched-position.js'
import { isOperatorDocument } from '../match/operators.js'

export type Projector = (document: Document) => Document
export type ExpressionCompiler = (expression: Value) => (root: Document) => Value

type Node = { children: Map<string, Node>; leaf: Leaf | undefined }
type Leaf = 'include' | 'exclude' | ((value: Value, root: Document) => Value)

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
    if (limit === undefined) return first >= 0 ? value.slice(0, first) : value.slice(first)
    const from = first >= 0 ? first : Math.max(0, value.length + first)
    return value.slice(from, from + limit)
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

const addPath = (root: Node, path: string, leaf: Leaf): void => {
  let node = root
  for (const part of path.split('.')) {
    if (part === '') throw new LocationError(40353, "FieldPath must not end with a '.'.")
    if (node.leaf !== undefined) throw new LocationError(31249, `Path collision at ${path}`)
    const child: Node = node.children.get(part) ?? { children: new Map(), leaf: undefined }
    node.children.set(part, child)
    node = child
  }
  if (node.children.size > 0 || node.leaf !== undefined)
    throw new LocationError(31250, `Path collision at ${path}`)
  node.leaf = leaf
}

const included = (value: Value, node: Node, root: Document): Value => {
  if (node.leaf === 'include') return value
  if (typeof node.leaf === 'function') return node.leaf(value, root)
  if (Array.isArray(value)) {
    return value
      .filter((item) => isDocument(item) || Array.isArray(item))
      .map((item: Value) => included(item, node, root))
  }
  return isDocument(value) ? include(value, node, root) : computedOnly(node, root)
}

const computedOnly = (node: Node, root: Document): Value => {
  const result: Document = {}
  for (const [key, child] of node.children) {
    const value =
      typeof child.leaf === 'function'
        ? child.leaf(undefined, root)
        : child.leaf
          ? undefined
          : computedOnly(child, root)
    if (value !== undefined) setField(result, key, value)
  }
  return Object.keys(result).length > 0 ? result : undefined
}

const include = (document: Document, node: Node, root: Document): Document => {
  const result: Document = {}
  for (const key of Object.keys(document)) {
    const child = node.children.get(key)
    const value = child && included(document[key], child, root)
    if (value !== undefined) setField(result, key, value)
  }
  for (const [key, child] of node.children) {
    if (Object.hasOwn(document, key) || child.leaf === 'include') continue
    const value =
      typeof child.leaf === 'function' ? child.leaf(undefined, root) : computedOnly(child, root)
    if (value !== undefined) setField(result, key, value)
  }
  return result
}

const excluded = (value: Value, node: Node, root: Document): Value => {
  if (node.leaf === 'exclude') return undefined
  if (typeof node.leaf === 'function') return node.leaf(value, root)
  if (Array.isArray(value))
    return value.map((item: Value) =>
      isDocument(item) || Array.isArray(item) ? excluded(item, node, root) : item,
    )
  return isDocument(value) ? exclude(value, node, root) : value
}

const exclude = (document: Document, node: Node, root: Document): Document => {
  const result: Document = {}
  for (const key of Object.keys(document)) {
    const child = node.children.get(key)
    const value = child ? excluded(document[key], child, root) : document[key]
    if (value !== undefined) setField(result, key, value)
  }
  return result
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

const leafOf = (
  { path, value }: Spec,
  including: boolean,
  options: ProjectionOptions,
): Leaf | undefined => {
  if (typeof value === 'function') return value as Leaf
  if (isFlag(value)) {
    const wanted = isTruthy(value)
    if (wanted === including) return wanted ? 'include' : 'exclude'
    if (path === '_id') return wanted ? undefined : including ? () => undefined : 'exclude'
    throw badValue(`cannot mix inclusion and exclusion at ${path}`)
  }
  const special = options.find ? findOnly(value) : undefined
  if (special) return special
  if (!including)
    throw new LocationError(31252, `Cannot use an expression in an exclusion projection: ${path}`)
  const evaluate = options.compileExpression(value)
  return (_value, document) => evaluate(document)
}
