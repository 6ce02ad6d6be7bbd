import { isDocument, isNumeric, toNumber, type Document, type Value } from '../bson/values.js'
import { LocationError, MongoError } from '../errors.js'
import { prepare, type Prepared } from '../query/find.js'
import { parseSort } from '../query/sort.js'
import type { Collection } from '../storage/catalog.js'
import { bindVariables } from './bind-variables.js'
import type { Variables } from './stage.js'

/** A stage's name and argument. */
export const single = (stage: Value): [string, Value] => {
  if (!isDocument(stage))
    throw new MongoError('TypeMismatch', "Each element of the 'pipeline' array must be an object")
  const [name, ...rest] = Object.keys(stage)
  if (name === undefined || rest.length > 0) {
    throw new LocationError(
      40323,
      'A pipeline stage specification object must contain exactly one field.',
    )
  }
  return [name, stage[name]]
}

export const unrecognized = (name: string): LocationError =>
  new LocationError(40324, `Unrecognized pipeline stage name: '${name}'`)

type Head = { filter: Document; sort: Document | undefined; limit: number; rest: Value[] }

/** Takes leading `$match`, `$sort`, `$limit` out of a pipeline, so that they can use an index. */
const takeHead = (stages: readonly Value[], variables: Variables): Head => {
  const rest = [...stages]
  const matches: Document[] = []
  const next = (): [string, Value] => (rest.length > 0 ? single(rest[0]) : ['', undefined])
  for (
    let [name, argument] = next();
    name === '$match' && isDocument(argument);
    [name, argument] = next()
  ) {
    matches.push(bindVariables(argument, variables))
    rest.shift()
  }
  let sort: Document | undefined
  const [name, argument] = next()
  if (name === '$sort' && isDocument(argument)) {
    sort = argument
    rest.shift()
  }
  const [after, most] = next()
  const limit = after === '$limit' && isNumeric(most) ? toNumber(most) : 0
  return {
    filter: matches.length === 1 ? (matches[0] ?? {}) : matches.length > 1 ? { $and: matches } : {},
    sort,
    limit,
    rest,
  }
}

/** Prepares the part of a pipeline that reads the collection. */
export const preparePipeline = (
  collection: Collection,
  stages: readonly Value[],
  options: { variables: Variables; hint?: unknown },
): { prepared: Prepared; rest: Value[] } => {
  const head = takeHead(stages, options.variables)
  const query = {
    filter: head.filter,
    sort: parseSort(head.sort),
    skip: 0,
    limit: head.limit,
    hint: options.hint,
  }
  return { prepared: prepare(collection, query), rest: head.rest }
}
