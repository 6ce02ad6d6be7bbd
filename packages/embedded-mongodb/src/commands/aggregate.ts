import { variablesOf } from '../aggregate/bind-variables.js'
import { compileStages, runPipeline } from '../aggregate/pipeline.js'
import { encode } from '../bson/encode.js'
import { isDocument, type Value } from '../bson/values.js'
import { LocationError, MongoError, failedToParse } from '../errors.js'
import { createPace } from '../query/pace.js'
import {
  existingCollection,
  optionalNumber,
  readView,
  refuseCollation,
  type Command,
} from './context.js'
import { sourceOf } from './read.js'

export const aggregateCommand: Command = async (context) => {
  const { body, database, cursors } = context
  const pipeline = body['pipeline']
  if (!Array.isArray(pipeline))
    throw new MongoError(
      'TypeMismatch',
      "BSON field 'aggregate.pipeline' is the wrong type, expected type 'array'",
    )
  refuseCollation(body)
  if (!isDocument(body['cursor']))
    throw failedToParse(
      "The 'cursor' option is required, except for aggregate with the explain argument",
    )
  const target = body['aggregate']
  if (typeof target !== 'string') {
    throw new LocationError(
      40602,
      'a pipeline over no collection is not supported by the embedded server',
    )
  }
  const variables = variablesOf(body['let'])
  const view = readView(context)
  try {
    const pace = createPace(optionalNumber(body, 'maxTimeMS'))
    const pipelineContext = {
      view,
      pace,
      allowDiskUse: body['allowDiskUse'] !== false,
      collection: (name: string) => existingCollection(context, name),
    }
    compileStages(pipelineContext, pipeline as Value[], variables)
    const stream = runPipeline(
      pipelineContext,
      existingCollection(context, target),
      pipeline as Value[],
      { variables, hint: body['hint'] },
    )
    return await cursors.first(sourceOf(stream, encode, view.release), {
      namespace: `${database}.${target}`,
      batchSize: optionalNumber(body['cursor'], 'batchSize'),
      singleBatch: false,
      session: context.session,
      noTimeout: false,
    })
  } catch (error) {
    view.release()
    throw error
  }
}
