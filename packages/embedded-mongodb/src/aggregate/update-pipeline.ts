import type { Document } from '../bson/values.js'
import { MongoError } from '../errors.js'
import { variablesOf } from './bind-variables.js'
import { changes } from './changes.js'
import { single, unrecognized } from './pipeline-head.js'
import { stageNames } from './pipeline.js'

/** Updates given as a pipeline: `$set`, `$unset`, `$replaceWith` and their other names (manual: tutorial/update-documents-with-aggregation-pipeline). */
export const compilePipelineUpdate = (
  pipeline: Document[],
  variables: Document,
): ((document: Document) => Document) => {
  const known = variablesOf(variables)
  const stages = pipeline.map((stage) => {
    const [name, argument] = single(stage)
    const compile = Object.hasOwn(changes, name) ? changes[name] : undefined
    if (compile) return compile(argument, known)
    if (!stageNames().includes(name)) throw unrecognized(name)
    throw new MongoError('InvalidOptions', `${name} is not allowed to be used within an update`)
  })
  return (document) => stages.reduce((result, stage) => stage(result), document)
}
