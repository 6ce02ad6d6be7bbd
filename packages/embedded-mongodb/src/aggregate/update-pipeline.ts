import type { Document } from '../bson/values.js'
import { isDocument } from '../bson/values.js'
import { failedToParse, MongoError } from '../errors.js'
import { variablesOf } from './bind-variables.js'
import { compileUpdateStage } from './update-stage.js'

/** Updates given as a pipeline: `$set`, `$unset`, `$replaceWith` and their other names (manual: tutorial/update-documents-with-aggregation-pipeline). */
export const compilePipelineUpdate = (
  pipeline: Document[],
  variables: Document,
): ((document: Document) => Document) => {
  const known = variablesOf(variables)
  const stages = pipeline.map((stage) => {
    const [name, ...rest] = isDocument(stage) ? Object.keys(stage) : []
    if (name === undefined || rest.length > 0)
      throw failedToParse('A pipeline stage specification object must contain exactly one field.')
    const compiled = compileUpdateStage(name, stage[name], known)
    if (!compiled)
      throw new MongoError('InvalidOptions', `${name} is not allowed to be used within an update`)
    return compiled
  })
  return (document) => stages.reduce((result, stage) => stage(result), document)
}
