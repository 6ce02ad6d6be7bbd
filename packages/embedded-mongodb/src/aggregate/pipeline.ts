import { isDocument, setField, typeOf, type Document, type Value } from '../bson/values.js'
import { failedToParse, LocationError, MongoError, typeMismatch } from '../errors.js'
import { find, type Prepared } from '../query/find.js'
import { streamPaced, type Pace } from '../query/pace.js'
import type { Collection } from '../storage/catalog.js'
import { show } from '../storage/show.js'
import type { View } from '../storage/view.js'
import { fieldName, place } from './assign.js'
import { compileValue } from './expression.js'
import { joinStages, parseLookup, pipelineArgument } from './lookup-argument.js'
import { preparePipeline, single, unrecognized } from './pipeline-head.js'
import { checkVariableName, withScope } from './scope.js'
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

const refuseInFacet = (facetName: string, stage: Value, index: number): void => {
  if (!isDocument(stage))
    throw new LocationError(
      40171,
      `elements of arrays in $facet spec must be non-empty objects, ${facetName} argument contained an element of type ${typeOf(stage).name}: ${index}: ${show(stage)}`,
    )
  if (Object.hasOwn(stage, '$facet'))
    throw new LocationError(40600, '$facet is not allowed to be used within a $facet stage')
}

const facet = (context: PipelineContext, argument: Value, variables: Variables): Stage => {
  if (!isDocument(argument) || Object.keys(argument).length === 0) {
    throw new LocationError(
      40169,
      `the $facet specification must be a non-empty object, but found: $facet: ${show(argument)}`,
    )
  }
  const compiled = Object.entries(argument).map(([name, stages]) => {
    fieldName(name)
    if (!Array.isArray(stages))
      throw new LocationError(
        40170,
        `arguments to $facet must be arrays, ${name} is type ${typeOf(stages).name}`,
      )
    stages.forEach((stage: Value, index) => refuseInFacet(name, stage, index))
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

const lookup = (context: PipelineContext, argument: Value, variables: Variables): Stage => {
  const { from, as, join, pipeline, let: definitions } = parseLookup(argument)
  const evaluated = Object.entries(definitions).map(([name, value]) => {
    checkVariableName(name)
    return { name, evaluate: compileValue(value) }
  })
  // what is wrong with it is an error also where there is nothing to join
  const names = evaluated.map(({ name }) => [name, undefined] as const)
  compileStages(context, pipeline, new Map([...variables, ...names]))
  const scoped = withScope(variables)
  return async function* (input) {
    for await (const document of input) {
      const inner = new Map(variables)
      for (const { name, evaluate } of evaluated) inner.set(name, evaluate(scoped(document)))
      const stages = [...joinStages(document, join), ...pipeline]
      const others = runPipeline(context, context.collection(from), stages, { variables: inner })
      const found: Document[] = []
      for await (const other of others) found.push(other)
      yield place(document, as, found)
    }
  }
}

const unionArgument = (argument: Value): { coll: string; stages: Value[] } => {
  if (typeof argument === 'string') return { coll: argument, stages: [] }
  if (!isDocument(argument))
    throw failedToParse(
      `the $unionWith stage specification must be an object or string, but found ${typeOf(argument).name}`,
    )
  const { coll, pipeline, ...more } = argument
  const [unknown] = Object.keys(more)
  if (unknown !== undefined)
    throw new MongoError(
      'IDLUnknownField',
      `BSON field '$unionWith.${unknown}' is an unknown field.`,
    )
  if (coll === undefined)
    throw failedToParse(
      '$unionWith stage without explicit collection must have a pipeline with $documents as first stage',
    )
  if (typeof coll !== 'string')
    throw typeMismatch(
      `BSON field '$unionWith.coll' is the wrong type '${typeOf(coll).name}', expected type 'string'`,
    )
  return { coll, stages: pipeline === undefined ? [] : pipelineArgument(pipeline) }
}

const unionWith = (context: PipelineContext, argument: Value, variables: Variables): Stage => {
  const { coll, stages } = unionArgument(argument)
  compileStages(context, stages, variables)
  return async function* (input) {
    yield* input
    yield* runPipeline(context, context.collection(coll), stages, { variables })
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
  if (!compiled) throw unrecognized(name)
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
