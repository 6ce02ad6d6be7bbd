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
import { badValue, failedToParse, LocationError, MongoError } from '../errors.js'
import { show } from '../storage/show.js'
import { parseArrayFilters } from './array-filters.js'
import {
  fieldOperators,
  immutableId,
  keep,
  type FieldUpdate,
  type UpdateContext,
} from './operators.js'
import { checkConflicts, checkPath } from './paths.js'
import {
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

type Step = { path: string; parts: string[]; apply: FieldUpdate | 'unset' | { rename: string } }

const parseStep = (operator: string, path: string, value: Value): Step => {
  const parts = checkPath(path)
  if (operator === '$unset') return { path, parts, apply: 'unset' }
  if (operator === '$rename') {
    if (typeof value !== 'string')
      throw badValue(`The 'to' field for $rename must be a string: ${path}: ${String(value)}`)
    if (value === path)
      throw badValue(`The source and target field for $rename must differ: ${path}: "${value}"`)
    checkPath(value)
    return { path, parts, apply: { rename: value } }
  }
  const make = fieldOperators[operator]
  if (!make)
    throw failedToParse(
      `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
    )
  return { path, parts, apply: make(path, value) }
}

const known = (operator: string): boolean =>
  Object.hasOwn(fieldOperators, operator) || operator === '$unset' || operator === '$rename'

const parseSteps = (update: Document): Step[] => {
  const steps = Object.keys(update).flatMap((operator) => {
    const fields = update[operator]
    if (!known(operator)) {
      throw failedToParse(
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      )
    }
    if (!isDocument(fields)) {
      throw failedToParse(
        `Modifiers operate on fields but we found type ${typeOf(fields).name} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${String(fields)}}`,
      )
    }
    return Object.keys(fields).map((path) => parseStep(operator, path, fields[path]))
  })
  checkConflicts(
    steps.flatMap(({ path, apply }) => (typeof apply === 'object' ? [path, apply.rename] : [path])),
  )
  // new fields come in the order of their names, whatever the order in the update
  return steps.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
}

const rename = (document: Document, from: readonly string[], to: string): void => {
  const source = locate(document, from, false)
  const value = source && readPlace(source)
  if (!source || value === undefined) return
  if (Array.isArray(source.holder))
    throw badValue(`The source field cannot be an array element, '${from.join('.')}'`)
  removePlace(source)
  const target = locate(document, to.split('.'), true)
  if (target) writePlace(target, value)
}

const setAt = (
  document: Document,
  parts: readonly string[],
  update: FieldUpdate,
  context: UpdateContext,
): void => {
  const existing = locate(document, parts, false)
  const current = existing && readPlace(existing)
  const value = update(current, context)
  if (value === keep) return
  const place = locate(document, parts, true)
  if (!place) return
  if (Array.isArray(place.holder) && !/^(0|[1-9]\d*)$/.test(place.key)) {
    throw new MongoError('PathNotViable', `Cannot create field '${place.key}' in element`)
  }
  writePlace(place, value)
}

const applyStep = (
  document: Document,
  step: Step,
  positional: Positional,
  run: UpdateRun,
): void => {
  const { apply } = step
  for (const parts of resolvePositions(document, step.parts, positional)) {
    if (apply === 'unset') {
      const place = locate(document, parts, false)
      if (place) removePlace(place)
    } else if (typeof apply === 'object') {
      rename(document, parts, apply.rename)
    } else {
      setAt(document, parts, apply, {
        document,
        path: parts.join('.'),
        now: run.now,
        insert: run.insert,
      })
    }
  }
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
  )
  return withTraits(
    (document, run) => {
      const result = clone(document)
      for (const step of steps) applyStep(result, step, { matched: run.matched, filters }, run)
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
    throw new LocationError(
      52,
      `The dollar ($) prefixed field '${operator}' in '${operator}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
    )
  return compileReplacement(update)
}
