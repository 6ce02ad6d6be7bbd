import {
  isDocument,
  isNumeric,
  isTruthy,
  typeOf,
  type Document,
  type Value,
} from '../bson/values.js'
import { LocationError, MongoError } from '../errors.js'
import { show } from '../storage/show.js'
import { elemMatchOf, positionalOf, sliceOf } from './projection-operators.js'
import { addPath, exclude, include, type Leaf, type Node } from './projection-tree.js'

export type Projector = (document: Document) => Document
export type ExpressionCompiler = (expression: Value) => (root: Document) => Value
export type ProjectionOptions = {
  find: boolean
  filter: Document
  compileExpression: ExpressionCompiler
}

/** What has been read so far. `including` stays undefined until something says what kind of projection this is. */
type Reading = {
  root: Node
  options: ProjectionOptions
  including: boolean | undefined
  id: boolean | undefined
  idNamed: boolean
  seen: { positional?: true; elemMatch?: true; slice?: true }
}

type Field = { path: string; key: string; value: Value }

const isFlag = (value: Value): boolean => typeof value === 'boolean' || isNumeric(value)

const namesField = (filter: Document, field: string): boolean =>
  Object.keys(filter).some((key) => {
    const value = filter[key]
    if (!key.startsWith('$')) return key.split('.')[0] === field
    return Array.isArray(value) && value.filter(isDocument).some((part) => namesField(part, field))
  })

const decide = (reading: Reading, including: boolean, refusal: LocationError): void => {
  if (reading.including === !including) throw refusal
  reading.including = including
}

const bothPositional = (code: number): LocationError =>
  new LocationError(code, 'Cannot specify positional operator and $elemMatch.')

const readPositional = (reading: Reading, path: string): void => {
  const { root, seen, options } = reading
  if (!path.endsWith('.$'))
    throw new LocationError(
      31394,
      "As of 4.4, it's illegal to specify positional operator in the middle of a path.Positional projection may only be used at the end, for example: a.b.$. If the query previously used a form like a.b.$.d, remove the parts following the '$' and the results will be equivalent.",
    )
  if (seen.positional)
    throw new LocationError(31276, 'Cannot specify more than one positional projection per query.')
  if (seen.elemMatch) throw bothPositional(31256)
  if (!namesField(options.filter, path.split('.')[0] ?? ''))
    throw new LocationError(
      31277,
      `Positional projection '${path}' does not match the query document.`,
    )
  seen.positional = true
  const array = path.slice(0, -2)
  addPath(root, array, positionalOf(options.filter, array))
}

const readFlag = (reading: Reading, { path, key, value }: Field, positional: boolean): void => {
  const wanted = isTruthy(value)
  if (positional && !wanted)
    throw new LocationError(31395, 'positional projection cannot be used with exclusion')
  if (positional) readPositional(reading, path)
  else addPath(reading.root, path, wanted ? 'include' : 'exclude')
  if (path === '_id') reading.id = wanted
  else
    decide(
      reading,
      wanted,
      wanted
        ? new LocationError(31253, `Cannot do inclusion on field ${key} in exclusion projection`)
        : new LocationError(31254, `Cannot do exclusion on field ${key} in inclusion projection`),
    )
}

const expressionLeaf = ({ options }: Reading, value: Value): Leaf => {
  const evaluate = options.compileExpression(value)
  return { computed: true, value: (_value, root) => evaluate(root) }
}

const findOperator = (reading: Reading, path: string, value: Document): Leaf | undefined => {
  const { seen } = reading
  if (Object.hasOwn(value, '$slice')) {
    const leaf = sliceOf(value['$slice'])
    if (leaf) seen.slice = true
    return leaf
  }
  const condition = value['$elemMatch']
  if (condition === undefined) return undefined
  if (!isDocument(condition))
    throw new LocationError(
      31274,
      `elemMatch: Invalid argument, object required, but got ${typeOf(condition).name}`,
    )
  if (seen.positional) throw bothPositional(31255)
  if (path.includes('.'))
    throw new LocationError(31275, 'Cannot use $elemMatch projection on a nested field.')
  seen.elemMatch = true
  return elemMatchOf(condition)
}

const readOperator = (reading: Reading, path: string, value: Document): void => {
  if (Object.hasOwn(value, '$meta'))
    throw new MongoError('NotImplemented', '$meta is not supported by the embedded server')
  if (!reading.options.find && Object.hasOwn(value, '$elemMatch'))
    throw new MongoError('InvalidPipelineOperator', 'Cannot use $elemMatch in this context')
  const own = reading.options.find ? findOperator(reading, path, value) : undefined
  if (own) return addPath(reading.root, path, own)
  decide(
    reading,
    true,
    new LocationError(31252, 'Cannot use expression other than $meta in exclusion projection'),
  )
  addPath(reading.root, path, expressionLeaf(reading, value))
}

const readDocument = (reading: Reading, path: string, value: Document): void => {
  const keys = Object.keys(value)
  if (keys.length === 0)
    throw new LocationError(
      51270,
      'An empty sub-projection is not a valid value. Found empty object at path',
    )
  if (keys.length === 1 && keys[0]?.startsWith('$')) return readOperator(reading, path, value)
  for (const key of keys) readField(reading, { path: `${path}.${key}`, key, value: value[key] })
}

const readField = (reading: Reading, field: Field): void => {
  const { path, key, value } = field
  const positional = /(^|\.)\$(\.|$)/.test(key)
  if (positional && !reading.options.find)
    throw new LocationError(31324, 'Cannot use positional projection in aggregation projection')
  if (isDocument(value)) {
    if (positional)
      throw new LocationError(
        31271,
        'positional projection cannot be used with an expression or sub object',
      )
    return readDocument(reading, path, value)
  }
  if (isFlag(value)) return readFlag(reading, field, positional)
  if (positional)
    throw new LocationError(31308, 'positional projection cannot be used with a literal')
  addPath(reading.root, path, expressionLeaf(reading, value))
  decide(
    reading,
    true,
    new LocationError(
      31310,
      `Cannot use an expression ${key}: ${show(value)} in an exclusion projection`,
    ),
  )
}

/** When only `_id` and the operators of find() are named: `$slice` leaves the other fields in, `$elemMatch` does not. */
const isIncluding = ({ including, seen, id }: Reading): boolean =>
  including ?? (id === true || (seen.elemMatch === true && !seen.slice))

/** Compiles `{a: 1}`, `{a: 0}`, `$slice`, `$elemMatch`, positional `$` and expressions (manual: reference/operator/projection). */
export const compileProjection = (
  projection: Document,
  options: ProjectionOptions,
): Projector | undefined => {
  const keys = Object.keys(projection)
  if (keys.length === 0) return undefined
  const root: Node = { children: new Map(), leaf: undefined }
  const reading: Reading = {
    root,
    options,
    including: undefined,
    id: undefined,
    idNamed: keys.some((key) => key === '_id' || key.startsWith('_id.')),
    seen: {},
  }
  for (const key of keys) readField(reading, { path: key, key, value: projection[key] })
  const including = isIncluding(reading)
  if (including && !reading.idNamed) addPath(root, '_id', 'include')
  // only _id may go against the rest, and then it is simply not listed
  if (reading.id === !including) root.children.delete('_id')
  return (document) =>
    including ? include(document, root, document) : exclude(document, root, document)
}
