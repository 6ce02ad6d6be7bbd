import { isDocument, type Document, type Value } from '../bson/values.js'
import { LocationError } from '../errors.js'
import { finishPaced, type Pace } from '../query/pace.js'
import { sortInTurns } from '../query/sort-in-turns.js'
import { compareKeys, parseSort, sortKey } from '../query/sort.js'
import { group } from './group.js'
import type { Stage, Stream, Variables } from './stage.js'

type Keyed = { document: Document; key: Value[] }

export const sortStage = ({ pace }: { pace: Pace }, argument: Value): Stage => {
  if (!isDocument(argument))
    throw new LocationError(15973, 'the $sort key specification must be an object')
  const fields = parseSort(argument)
  if (fields.length === 0)
    throw new LocationError(15976, '$sort stage must have at least one sort key')
  return async function* (input) {
    const all: Keyed[] = []
    for await (const document of input) all.push({ document, key: sortKey(document, fields) })
    const byKey = (a: Keyed, b: Keyed): number => compareKeys(a.key, b.key, fields)
    for (const { document } of await finishPaced(sortInTurns(all, byKey, pace), pace))
      yield document
  }
}

export const sortByCount = (
  context: { pace: Pace },
  argument: Value,
  variables: Variables,
): Stage => {
  const grouped = group({ _id: argument, count: { $sum: 1 } }, variables)
  const ordered = sortStage(context, { count: -1 })
  return (input) => ordered(grouped(input))
}

/** Lets others in after a stage that has many documents to give without reading any. */
export const resting = (stage: Stage, pace: Pace): Stage =>
  async function* (input): Stream {
    for await (const document of stage(input)) {
      if (pace.due()) await pace.rest()
      yield document
    }
  }
