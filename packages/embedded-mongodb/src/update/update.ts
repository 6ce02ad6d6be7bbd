import { equal, identical } from '../bson/compare.js'
import {
  clone,
  getField,
  isDocument,
  setField,
  typeOf,
  type Document,
  type Value,
} from '../bson/values.js'
import { badValue, failedToParse, MongoError } from '../errors.js'
import { show } from '../storage/show.js'
import { parseArrayFilters } from './array-filters.js'
import {
  fieldOperators,
  immutableId,
  keep,
  needsViablePath,
  type FieldUpdate,
  type UpdateContext,
} from './operators.js'
import { checkConflicts, checkPath, comparePaths, isDynamic } from './paths.js'
import {
  arraysAbove,
  checkViable,
  locate,
  readPlace,
  removePlace,
  resolvePositions,
  writePlace,
  type Positional,
} from './target.js'

export type UpdateRun = { matched: number | undefined; now: Date; insert: boolean }
/** Makes the new document out of the old one, which stays as it was. */
export type Updater = ((document: Document, run: UpdateRun) => Document) & {
  needsPosition: boolean
  replaces: boolean
}

type Change = FieldUpdate | 'unset' | { from: string[] }
type Step = { parts: string[]; change: Change; viable: boolean }

/** Moves a value: takes place at the new name, like a `$set`. */
const parseRename = (path: string, to: Value): Step => {
  const shown = `${path}: ${show(to)}`
  if (typeof to !== 'string')
    throw badValue(`The 'to' field for $rename must be a string: ${shown}`)
  const from = checkPath(path)
  const parts = checkPath(to)
  if (to === path) throw badValue(`The source and target field for $rename must differ: ${shown}`)
  if (to.startsWith(`${path}.`) || path.startsWith(`${to}.`))
    throw badValue(`The source and target field for $rename must not be on the same path: ${shown}`)
  if (isDynamic(from)) throw badValue(`The source field for $rename may not be dynamic: ${path}`)
  if (isDynamic(parts))
    throw badValue(`The destination field for $rename may not be dynamic: ${to}`)
  return { parts, change: { from }, viable: false }
}

const parseStep = (operator: string, path: string, value: Value): Step => {
  if (operator === '$rename') return parseRename(path, value)
  const parts = checkPath(path)
  if (operator === '$unset') return { parts, change: 'unset', viable: false }
  const make = Object.hasOwn(fieldOperators, operator) ? fieldOperators[operator] : undefined
  if (!make) throw unknownModifier(operator)
  return { parts, change: make(path, value), viable: needsViablePath.has(operator) }
}

const unknownModifier = (operator: string): MongoError =>
  failedToParse(
    `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
  )

const known = (operator: string): boolean =>
  Object.hasOwn(fieldOperators, operator) || operator === '$unset' || operator === '$rename'

const parseSteps = (update: Document): Step[] => {
  const steps = Object.keys(update).flatMap((operator) => {
    const fields = update[operator]
    if (!known(operator)) throw unknownModifier(operator)
    if (!isDocument(fields)) {
      throw failedToParse(
        `Modifiers operate on fields but we found type ${typeOf(fields).name} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${show(fields)}}`,
      )
    }
    return Object.keys(fields).map((path) => parseStep(operator, path, fields[path]))
  })
  checkConflicts(
    steps.flatMap(({ parts, change }) => (isRename(change) ? [change.from, parts] : [parts])),
  )
  return steps.sort((a, b) => comparePaths(a.parts, b.parts))
}

const isRename = (change: Change): change is { from: string[] } => typeof change === 'object'

const refuseArrays = (document: Document, parts: readonly string[], which: string): void => {
  const [array] = arraysAbove(document, parts).slice(-1)
  if (array !== undefined)
    throw badValue(
      `The ${which} field cannot be an array element, '${parts.join('.')}' in doc with _id: ${show(getField(document, '_id'))} has an array field called '${array}'`,
    )
}

const rename = (document: Document, from: readonly string[], to: readonly string[]): void => {
  const path = from.join('.')
  checkViable(
    document,
    from,
    (above, _next, element) =>
      `cannot use the part (${above} of ${path}) to traverse the element (${element})`,
  )
  const source = locate(document, from, false)
  const value = source && readPlace(source)
  if (!source || value === undefined) return
  refuseArrays(document, from, 'source')
  refuseArrays(document, to, 'destination')
  const target = locate(document, to, true)
  if (target) writePlace(target, value)
  removePlace(source)
}

const setAt = (
  document: Document,
  parts: readonly string[],
  update: FieldUpdate,
  context: UpdateContext,
): void => {
  const existing = locate(document, parts, false)
  const value = update(existing && readPlace(existing), context)
  if (value === keep) return
  const place = locate(document, parts, true)
  if (place) writePlace(place, value)
}

const applyStep = (document: Document, { parts, change, viable }: Step, run: UpdateRun): void => {
  if (isRename(change)) return rename(document, change.from, parts)
  const path = parts.join('.')
  if (viable)
    checkViable(
      document,
      parts,
      (_above, next, element) =>
        `Cannot use the part (${next}) of (${path}) to traverse the element (${element})`,
    )
  if (change !== 'unset') return setAt(document, parts, change, { ...run, document, path })
  const place = locate(document, parts, false)
  if (place) removePlace(place)
}

/** Positional operators look at the document as it was, and must not make two changes of one place. */
const resolveSteps = (document: Document, steps: Step[], positional: Positional): Step[] => {
  if (!steps.some(({ parts }) => isDynamic(parts))) return steps
  const resolved = steps.flatMap((step) =>
    resolvePositions(document, step.parts, positional).map((parts) => ({ ...step, parts })),
  )
  checkConflicts(
    resolved.map(({ parts }) => parts),
    (_path, at) => `Update created a conflict at '${at}'`,
  )
  return resolved
}

const withTraits = (
  run: (document: Document, run: UpdateRun) => Document,
  traits: { needsPosition: boolean; replaces: boolean },
): Updater => Object.assign(run, traits)

const checkId = (before: Document, after: Document): void => {
  const old = getField(before, '_id')
  if (old !== undefined && !identical(old, getField(after, '_id'))) throw immutableId()
}

const compileReplacement = (replacement: Document): Updater =>
  withTraits(
    (document) => {
      const id = getField(document, '_id')
      const wanted = getField(replacement, '_id')
      if (wanted !== undefined && id !== undefined && !equal(wanted, id)) {
        throw new MongoError(
          'ImmutableField',
          `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${show(wanted)}`,
        )
      }
      const result: Document = {}
      if (id !== undefined || wanted !== undefined) result['_id'] = id ?? wanted
      for (const key of Object.keys(replacement))
        if (key !== '_id') setField(result, key, clone(replacement[key]))
      return result
    },
    { needsPosition: false, replaces: true },
  )

const compileOperators = (update: Document, arrayFilters: readonly Document[]): Updater => {
  const steps = parseSteps(update)
  const filters = parseArrayFilters(
    arrayFilters,
    steps.map((step) => step.parts),
    update,
  )
  return withTraits(
    (document, run) => {
      const result = clone(document)
      const resolved = resolveSteps(document, steps, { matched: run.matched, filters })
      for (const step of resolved) applyStep(result, step, run)
      checkId(document, result)
      return result
    },
    { needsPosition: steps.some((step) => step.parts.includes('$')), replaces: false },
  )
}

export type PipelineCompiler = (
  pipeline: Document[],
  variables: Document,
) => (document: Document) => Document

/** Compiles an update: operators, a whole new document, or a pipeline (manual: reference/command/update). */
export const compileUpdate = (
  update: Value,
  options: {
    arrayFilters: readonly Document[]
    variables: Document
    compilePipeline: PipelineCompiler
  },
): Updater => {
  if (Array.isArray(update)) {
    if (options.arrayFilters.length > 0)
      throw failedToParse('arrayFilters may not be specified for pipeline-syle updates')
    const transform = options.compilePipeline(update as Document[], options.variables)
    return withTraits(
      (document) => {
        const result = transform(clone(document))
        const id = getField(document, '_id')
        const whole =
          id !== undefined && !Object.hasOwn(result, '_id') ? { _id: id, ...result } : result
        checkId(document, whole)
        return whole
      },
      { needsPosition: false, replaces: false },
    )
  }
  if (!isDocument(update))
    throw failedToParse('Update argument must be either an object or an array')
  const first = Object.keys(update)[0]
  if (first?.startsWith('$')) return compileOperators(update, options.arrayFilters)
  const operator = Object.keys(update).find((key) => key.startsWith('$'))
  if (operator)
    throw new MongoError(
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${operator}' in '${operator}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
    )
  return compileReplacement(update)
}
