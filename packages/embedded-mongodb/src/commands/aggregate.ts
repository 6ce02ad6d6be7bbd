import { variablesOf } from '../aggregate/bind-variables.js'
import { pipelineArgument } from '../aggregate/lookup-argument.js'
import { single } from '../aggregate/pipeline-head.js'
import { compileStages, runPipeline } from '../aggregate/pipeline.js'
import type { Stream } from '../aggregate/stage.js'
import { encode } from '../bson/encode.js'
import { isDocument, isNumeric, toNumber, type Document, type Value } from '../bson/values.js'
import { failedToParse, LocationError, MongoError, typeMismatch } from '../errors.js'
import { createPace } from '../query/pace.js'
import type { Snapshot } from '../storage/store.js'
import {
  collectionName,
  existingCollection,
  optionalNumber,
  readView,
  refuseCollation,
  type Command,
  type CommandContext,
} from './context.js'
import { sourceOf } from './read.js'

const stagesOf = ({ pipeline }: Document): Value[] => {
  if (pipeline === undefined)
    throw new MongoError(
      'IDLFailedToParse',
      "BSON field 'aggregate.pipeline' is missing but a required field",
    )
  return pipelineArgument(pipeline)
}

const batchSizeOf = ({ cursor }: Document): number | undefined => {
  if (cursor === undefined)
    throw failedToParse(
      "The 'cursor' option is required, except for aggregate with the explain argument",
    )
  if (!isDocument(cursor)) throw typeMismatch('cursor field must be missing or an object')
  const batchSize = optionalNumber(cursor, 'batchSize')
  if (batchSize !== undefined && batchSize < 0)
    throw new LocationError(
      51024,
      `BSON field 'batchSize' value must be >= 0, actual value '${batchSize}'`,
    )
  return batchSize
}

/** The name of the collection, or nothing where the pipeline shall run over none. */
const sourceName = (context: CommandContext): string | undefined => {
  const target = context.body['aggregate']
  if (!isNumeric(target)) return collectionName(context)
  if (toNumber(target) === 1) return undefined
  throw failedToParse(
    "Invalid command format: the 'aggregate' field must specify a collection name or 1",
  )
}

/** MongoDB has stages that need no collection; here there is none of them. */
const needsCollection = ([first]: readonly Value[]): MongoError =>
  new MongoError(
    'InvalidNamespace',
    first === undefined
      ? '{aggregate: 1} is not valid for an empty pipeline.'
      : `{aggregate: 1} is not valid for '${single(first)[0]}'; a collection is required.`,
  )

const open = (context: CommandContext, view: Snapshot): { name: string; stream: Stream } => {
  const { body } = context
  const stages = stagesOf(body)
  const variables = variablesOf(body['let'])
  const pipelineContext = {
    view,
    pace: createPace(optionalNumber(body, 'maxTimeMS')),
    allowDiskUse: body['allowDiskUse'] !== false,
    collection: (collection: string) => existingCollection(context, collection),
  }
  compileStages(pipelineContext, stages, variables)
  const name = sourceName(context)
  if (name === undefined) throw needsCollection(stages)
  const collection = existingCollection(context, name)
  const options = { variables, hint: body['hint'] }
  return { name, stream: runPipeline(pipelineContext, collection, stages, options) }
}

/** Says of an error that it came while the pipeline ran. */
const inNamespace = (error: unknown, namespace: string): unknown => {
  if (error instanceof MongoError)
    error.message = `Executor error during aggregate command on namespace: ${namespace} :: caused by :: ${error.message}`
  return error
}

/** (manual: reference/command/aggregate) */
export const aggregateCommand: Command = async (context) => {
  const { body, database, cursors, session } = context
  refuseCollation(body)
  const batchSize = batchSizeOf(body)
  const view = readView(context)
  try {
    const { name, stream } = open(context, view)
    const namespace = `${database}.${name}`
    const request = { namespace, batchSize, singleBatch: false, session, noTimeout: false }
    return await cursors
      .first(sourceOf(stream, encode, view.release), request)
      .catch((error: unknown) => {
        throw inNamespace(error, namespace)
      })
  } catch (error) {
    view.release()
    throw error
  }
}
