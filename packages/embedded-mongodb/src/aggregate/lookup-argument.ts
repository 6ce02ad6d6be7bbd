import { BSONRegExp } from 'bson'
import { isDocument, typeOf, type Document, type Value } from '../bson/values.js'
import { failedToParse, MongoError, typeMismatch } from '../errors.js'
import { valueKey } from '../index/key-string.js'
import { visitPath } from '../match/path.js'
import { show } from '../storage/show.js'
import { fieldPath } from './assign.js'

export type Join = { localField: string[]; foreignField: string }
export type Lookup = {
  from: string
  as: string[]
  join: Join | undefined
  pipeline: Value[]
  let: Document
}

export const pipelineArgument = (value: Value): Value[] => {
  if (Array.isArray(value)) return value as Value[]
  throw typeMismatch("'pipeline' option must be specified as an array")
}

const joinOf = (
  { localField, foreignField }: Record<string, string>,
  hasPipeline: boolean,
): Join | undefined => {
  if (localField && foreignField) {
    fieldPath(foreignField)
    return { localField: fieldPath(localField), foreignField }
  }
  if (!hasPipeline)
    throw failedToParse(
      "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified",
    )
  if (localField || foreignField)
    throw failedToParse(
      "$lookup requires both or neither of 'localField' and 'foreignField' to be specified",
    )
  return undefined
}

const textNames = ['from', 'as', 'localField', 'foreignField']

const textsIn = (argument: Document): Record<string, string> => {
  const texts: Record<string, string> = {}
  for (const [name, value] of Object.entries(argument)) {
    if (name === 'pipeline' || name === 'let') continue
    if (typeof value !== 'string')
      throw failedToParse(
        `$lookup argument '${name}' must be a string, found ${name}: ${show(value)}: ${typeOf(value).name}`,
      )
    if (!textNames.includes(name)) throw failedToParse(`unknown argument to $lookup: ${name}`)
    texts[name] = value
  }
  return texts
}

const definitionsIn = (argument: Document): Document => {
  const { let: definitions = {}, pipeline } = argument
  if (!isDocument(definitions))
    throw failedToParse(
      `$lookup argument 'let: ${show(definitions)}' must be an object, is type ${typeOf(definitions).name}`,
    )
  if (Object.hasOwn(argument, 'let') && pipeline === undefined)
    throw failedToParse("$lookup with a 'let' argument must also specify 'pipeline'")
  return definitions
}

/** The argument of `$lookup` (manual: reference/operator/aggregation/lookup). */
export const parseLookup = (argument: Value): Lookup => {
  if (!isDocument(argument))
    throw failedToParse(
      `the $lookup stage specification must be an object, but found ${typeOf(argument).name}`,
    )
  const stages = argument['pipeline']
  if (argument['from'] === undefined && stages === undefined)
    throw failedToParse("must specify 'pipeline' when 'from' is empty")
  const pipeline = stages === undefined ? [] : pipelineArgument(stages)
  const texts = textsIn(argument)
  if (!texts['from'])
    throw failedToParse(
      '$lookup stage without explicit collection must have a pipeline with $documents as first stage',
    )
  if (!texts['as']) throw failedToParse("must specify 'as' field for a $lookup")
  return {
    from: texts['from'],
    as: fieldPath(texts['as']),
    join: joinOf(texts, stages !== undefined),
    pipeline,
    let: definitionsIn(argument),
  }
}

/** What a local field joins on: each element of an array on its own, and null where there is nothing. */
const localValues = (document: Document, path: readonly string[]): Value[] => {
  const values = new Map<string, Value>()
  visitPath(document, path, (found) => {
    for (const value of Array.isArray(found) ? (found as Value[]) : [found])
      if (value !== undefined) values.set(valueKey(value).toString('latin1'), value)
    return false
  })
  return values.size === 0 ? [null] : [...values.values()]
}

/** The stages that find the foreign documents of a local one. */
export const joinStages = (document: Document, join: Join | undefined): Value[] => {
  if (!join) return []
  const values = localValues(document, join.localField)
  if (values.some((value) => value instanceof BSONRegExp))
    throw new MongoError(
      'NotImplemented',
      'a $lookup by a regular expression is not supported by the embedded server',
    )
  return [{ $match: { [join.foreignField]: { $in: values } } }]
}
