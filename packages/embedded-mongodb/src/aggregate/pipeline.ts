import { equal } from '../bson/compare.js'
import { isDocument, setField, type Document, type Value } from '../bson/values.js'
import { LocationError, MongoError } from '../errors.js'
import { visitPath } from '../match/path.js'
import { find, type Prepared } from '../query/find.js'
import { streamPaced, type Pace } from '../query/pace.js'
import type { Collection } from '../storage/catalog.js'
import type { View } from '../storage/view.js'
import { compileValue } from './expression.js'
import { preparePipeline, single } from './pipeline-head.js'
import { withScope } from './scope.js'
import { resting, sortByCount, sortStage } from './sort-stage.js'
import type { Stage, Stream, Variables } from './stage.js'
import { streamStages } from './stages.js'

export type PipelineContext = {
  view: View
  pace: Pace
  allowDiskUse: boolean
  collection: (name: string) => Collection | undefined
}

async function* documentsOf(
  { view, pace, allowDiskUse }: PipelineContext,
  collection: Collection,
  { plan, matches, query }: Prepared,
): Stream {
  const prepared = { plan, matches, query: { ...query, allowDiskUse } }
  const records = find(view, collection, prepared, { pace })
  for await (const { document } of streamPaced(records, pace)) yield document
}

// eslint-disable-next-line @typescript-eslint/require-await -- a stream over what is already there
async function* streamOf(documents: readonly Document[]): Stream {
  yield* documents
}

const facet = (context: PipelineContext, argument: Value, variables: Variables): Stage => {
  if (!isDocument(argument) || Object.keys(argument).length === 0) {
    throw new LocationError(40169, 'the $facet specification must be a non-empty object')
  }
  const compiled = Object.entries(argument).map(([name, stages]) => {
    if (!Array.isArray(stages))
      throw new LocationError(40170, `arguments to $facet must be arrays, ${name} is not`)
    return { name, run: compileStages(context, stages as Value[], variables) }
  })
  return async function* (input) {
    const all: Document[] = []
    for await (const document of input) all.push(document)
    const result: Document = {}
    for (const { name, run } of compiled) {
      const documents: Document[] = []
      for await (const document of run(streamOf(all))) documents.push(document)
      setField(result, name, documents)
    }
    yield result
  }
}

const valuesAt = (document: Document, path: string): Value[] => {
  const values: Value[] = []
  visitPath(document, path.split('.'), (value) => {
    if (Array.isArray(value)) values.push(...(value as Value[]))
    else values.push(value ?? null)
    return false
  })
  return values.filter((value, i) => values.findIndex((other) => equal(other, value)) === i)
}

type Lookup = {
  from: string
  as: string
  localField: string | undefined
  foreignField: string | undefined
  pipeline: Value[]
  vars: Document
}

const text = (argument: Document, name: string): string | undefined => {
  const value = argument[name]
  if (value !== undefined && typeof value !== 'string')
    throw new MongoError('FailedToParse', `$lookup argument '${name}' must be a string`)
  return value
}

const parseLookup = (argument: Value): Lookup => {
  if (!isDocument(argument))
    throw new MongoError('FailedToParse', 'the $lookup specification must be an Object')
  const from = text(argument, 'from')
  const as = text(argument, 'as')
  if (from === undefined || as === undefined)
    throw new MongoError('FailedToParse', "must specify 'from' and 'as' fields for a $lookup")
  return {
    from,
    as,
    localField: text(argument, 'localField'),
    foreignField: text(argument, 'foreignField'),
    pipeline: Array.isArray(argument['pipeline']) ? (argument['pipeline'] as Value[]) : [],
    vars: isDocument(argument['let']) ? argument['let'] : {},
  }
}

const lookup = (context: PipelineContext, argument: Value, variables: Variables): Stage => {
  const { from, as, localField, foreignField, pipeline, vars } = parseLookup(argument)
  const evaluated = Object.entries(vars).map(([name, value]) => ({
    name,
    evaluate: compileValue(value),
  }))
  const scoped = withScope(variables)
  return async function* (input) {
    for await (const document of input) {
      const inner = new Map(variables)
      for (const { name, evaluate } of evaluated) inner.set(name, evaluate(scoped(document)))
      const filter: Value[] =
        localField && foreignField
          ? [{ $match: { [foreignField]: { $in: valuesAt(document, localField) } } }]
          : []
      const found: Document[] = []
      for await (const other of runPipeline(
        context,
        context.collection(from),
        [...filter, ...pipeline],
        { variables: inner },
      ))
        found.push(other)
      yield { ...document, [as]: found }
    }
  }
}

const unionWith = (context: PipelineContext, argument: Value, variables: Variables): Stage => {
  const name = isDocument(argument) ? argument['coll'] : argument
  const stages =
    isDocument(argument) && Array.isArray(argument['pipeline'])
      ? (argument['pipeline'] as Value[])
      : []
  if (typeof name !== 'string')
    throw new MongoError('FailedToParse', '$unionWith needs the name of a collection')
  return async function* (input) {
    yield* input
    yield* runPipeline(context, context.collection(name), stages, { variables })
  }
}

const contextStages: Record<
  string,
  (context: PipelineContext, argument: Value, variables: Variables) => Stage
> = {
  $facet: facet,
  $lookup: lookup,
  $unionWith: unionWith,
  $sort: sortStage,
  $sortByCount: sortByCount,
}

/** What gives more than it reads, or long after it has read. */
const bursting = new Set(['$sort', '$sortByCount', '$group', '$unwind', '$sample', '$facet'])

export const stageNames = (): string[] =>
  [...Object.keys(streamStages), ...Object.keys(contextStages)].sort()

const compileStage = (context: PipelineContext, stage: Value, variables: Variables): Stage => {
  const [name, argument] = single(stage)
  const simple = Object.hasOwn(streamStages, name) ? streamStages[name] : undefined
  const rich = Object.hasOwn(contextStages, name) ? contextStages[name] : undefined
  const compiled = simple?.(argument, variables) ?? rich?.(context, argument, variables)
  if (!compiled) throw new LocationError(40324, `Unrecognized pipeline stage name: '${name}'`)
  return bursting.has(name) ? resting(compiled, context.pace) : compiled
}

export const compileStages = (
  context: PipelineContext,
  stages: readonly Value[],
  variables: Variables,
): Stage => {
  const all = stages.map((stage) => compileStage(context, stage, variables))
  return (input) => all.reduce((stream, stage) => stage(stream), input)
}

/** Runs a pipeline over a collection; one that does not exist is empty. */
export const runPipeline = (
  context: PipelineContext,
  collection: Collection | undefined,
  stages: readonly Value[],
  options: { variables: Variables; hint?: unknown },
): Stream => {
  const { variables } = options
  if (!collection) return compileStages(context, stages, variables)(streamOf([]))
  const { prepared, rest } = preparePipeline(collection, stages, options)
  return compileStages(context, rest, variables)(documentsOf(context, collection, prepared))
}
