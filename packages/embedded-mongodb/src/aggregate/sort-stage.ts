import { Binary } from 'bson'
import { decode } from '../bson/decode.js'
import { encode } from '../bson/encode.js'
import { isDocument, isNumeric, type Document, type Value } from '../bson/values.js'
import { LocationError } from '../errors.js'
import { finishPaced, streamPaced, type Pace } from '../query/pace.js'
import { parseSort, sortText } from '../query/sort.js'
import { createSorter } from '../query/sorter.js'
import { show } from '../storage/show.js'
import { fieldPath } from './assign.js'
import { group } from './group.js'
import type { Stage, Stream, Variables } from './stage.js'

type Context = { pace: Pace; allowDiskUse: boolean }

/** About how many bytes a document takes. */
const weigh = (value: Value): number => {
  if (typeof value === 'string') return value.length + 8
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + weigh(item), 16)
  if (isDocument(value)) return weigh(Object.values(value)) + 8 * Object.keys(value).length
  return value instanceof Binary ? value.position + 16 : 16
}

/** What a sort of a query would take, or what it answers in other words. */
const checkKey = (path: string, value: Value): void => {
  fieldPath(path)
  if (!isNumeric(value) && !isDocument(value))
    throw new LocationError(15974, `Illegal key in $sort specification: ${path}: ${show(value)}`)
  if (isDocument(value) && Object.keys(value)[0] !== '$meta')
    throw new LocationError(17312, '$meta is the only expression supported by $sort right now')
}

export const sortStage = ({ pace, allowDiskUse }: Context, argument: Value): Stage => {
  if (!isDocument(argument))
    throw new LocationError(15973, 'the $sort key specification must be an object')
  for (const [path, value] of Object.entries(argument)) checkKey(path, value)
  const fields = parseSort(argument)
  if (fields.length === 0)
    throw new LocationError(15976, '$sort stage must have at least one sort key')
  return async function* (input) {
    const sorter = createSorter<Document>({
      pace,
      wanted: Infinity,
      allowDiskUse,
      weigh,
      pack: (document) => encode(document),
      unpack: (bytes) => decode(bytes),
    })
    try {
      for await (const document of input)
        await finishPaced(sorter.add(sortText(document, fields), document), pace)
      yield* streamPaced(sorter.sorted(), pace)
    } finally {
      sorter.close()
    }
  }
}

export const sortByCount = (context: Context, argument: Value, variables: Variables): Stage => {
  if (typeof argument !== 'string' && !isDocument(argument))
    throw new LocationError(
      40149,
      'the sortByCount field must be specified as a string or as an object',
    )
  const [first] = isDocument(argument) ? Object.keys(argument) : [argument]
  if (!first?.startsWith('$'))
    throw new LocationError(
      isDocument(argument) ? 40147 : 40148,
      'the sortByCount field must be defined as a $-prefixed path or an expression inside an object',
    )
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
