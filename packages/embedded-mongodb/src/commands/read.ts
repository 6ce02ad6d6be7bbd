import { Long } from 'bson'
import { bindVariables, variablesOf } from '../aggregate/bind-variables.js'
import { compileExpression } from '../aggregate/expression.js'
import { encode } from '../bson/encode.js'
import { isDocument, isTruthy, type Document, type Value } from '../bson/values.js'
import { badValue, LocationError } from '../errors.js'
import { valueKey } from '../index/key-string.js'
import { compileFilter } from '../match/filter.js'
import { visitPath } from '../match/path.js'
import type { Source } from '../query/cursors.js'
import { find, prepare, type Query } from '../query/find.js'
import { createPace, finishPaced, visitPaced, type Pace, type Paced } from '../query/pace.js'
import { compileProjection } from '../query/projection.js'
import { sortInTurns } from '../query/sort-in-turns.js'
import { parseSort, type SortField } from '../query/sort.js'
import type { StoredRecord } from '../storage/records.js'
import type { Snapshot } from '../storage/store.js'
import {
  collectionName,
  existingCollection,
  optionalDocument,
  optionalNumber,
  readView,
  refuseCollation,
  type Command,
  type CommandContext,
} from './context.js'
import { wrongType } from './fields.js'

const refuseNegative = (field: string, value: number | undefined): void => {
  if (value !== undefined && value < 0)
    throw new LocationError(
      51024,
      `BSON field '${field}' value must be >= 0, actual value '${value}'`,
    )
}

/** A hint may ask for the documents as they lie, and in which direction. */
const naturalOrder = (hint: Value): SortField[] =>
  isDocument(hint) && Object.hasOwn(hint, '$natural')
    ? parseSort({ $natural: hint['$natural'] })
    : []

/** What a statement looks for. `variables` are those of its command, `let` its own. */
export const queryOf = (body: Document, filterField = 'filter', variables?: Value): Query => {
  const limit = optionalNumber(body, 'limit') ?? 0
  const skip = optionalNumber(body, 'skip') ?? 0
  refuseNegative('skip', skip)
  refuseCollation(body)
  const sort = parseSort(body['sort'] ?? undefined)
  return {
    filter: bindVariables(
      optionalDocument(body, filterField),
      variablesOf(variables ?? body['let']),
    ),
    sort: sort.length > 0 ? sort : naturalOrder(body['hint']),
    skip,
    limit: Math.abs(limit),
    hint: body['hint'],
    allowDiskUse: body['allowDiskUse'] !== false,
  }
}

const emptySource: Source = { next: () => undefined, close: () => undefined }

export const findCommand: Command = async (context) => {
  const { body, database, cursors } = context
  const name = collectionName(context)
  const query = queryOf(body)
  const batchSize = optionalNumber(body, 'batchSize')
  refuseNegative('limit', optionalNumber(body, 'limit'))
  refuseNegative('batchSize', batchSize)
  const projector = compileProjection(optionalDocument(body, 'projection'), {
    find: true,
    filter: query.filter,
    compileExpression,
  })
  const collection = existingCollection(context, name)
  const request = {
    namespace: `${database}.${name}`,
    batchSize,
    singleBatch: isTruthy(body['singleBatch']),
    session: context.session,
    noTimeout: isTruthy(body['noCursorTimeout']),
  }
  if (!collection) {
    compileFilter(query.filter)
    return cursors.first(emptySource, request)
  }
  const view = readView(context)
  try {
    const pace = createPace(optionalNumber(body, 'maxTimeMS'))
    const records = find(view, collection, prepare(collection, query), { pace })
    const shown = projector
      ? (record: StoredRecord) => encode(projector(record.document))
      : (record: StoredRecord) => record.bytes
    return await cursors.first(pacedSource(records, shown, { pace, view }), request)
  } catch (error) {
    view.release()
    throw error
  }
}

/** Wraps what was found for a cursor. */
const pacedSource = <T>(
  items: Paced<T>,
  encodeItem: (item: T) => Buffer,
  { pace, view }: { pace: Pace; view: Snapshot },
): Source => {
  const iterator = items[Symbol.iterator]()
  const next = (): Buffer | undefined | Promise<Buffer | undefined> => {
    const { value, done } = iterator.next() as IteratorResult<T | undefined, undefined>
    if (done) return undefined
    return value === undefined ? pace.rest().then(next) : encodeItem(value)
  }
  return {
    next,
    close: () => {
      iterator.return?.()
      view.release()
    },
  }
}

/** Wraps the results of a pipeline for a cursor; `close` may be called twice. */
export const sourceOf = <T>(
  items: AsyncIterable<T>,
  encodeItem: (item: T) => Buffer,
  release: () => void,
): Source => {
  const iterator = items[Symbol.asyncIterator]()
  let closed = false
  return {
    next: async () => {
      const { value, done } = (await iterator.next()) as IteratorResult<T, undefined>
      return done ? undefined : encodeItem(value)
    },
    close: () => {
      if (closed) return
      closed = true
      void Promise.resolve(iterator.return?.()).finally(release)
    },
  }
}

/** A cursor over documents that are all there already. */
export const cursorOver = (
  context: CommandContext,
  collection: string,
  documents: Document[],
): Promise<Document> => {
  const remaining = documents.values()
  const next = (): Buffer | undefined => {
    const { value } = remaining.next()
    return value && encode(value)
  }
  const batchSize = optionalNumber(optionalDocument(context.body, 'cursor'), 'batchSize')
  refuseNegative('cursor.batchSize', batchSize)
  return context.cursors.first(
    { next, close: () => undefined },
    {
      namespace: `${context.database}.${collection}`,
      batchSize: batchSize ?? Infinity,
      singleBatch: false,
      session: context.session,
      noTimeout: false,
    },
  )
}

export const getMoreCommand: Command = ({ body, database, cursors }) => {
  const batchSize = optionalNumber(body, 'batchSize')
  refuseNegative('batchSize', batchSize)
  if (isTruthy(body['maxTimeMS']))
    throw badValue('cannot set maxTimeMS on getMore command for a non-awaitData cursor')
  const namespace = `${database}.${String(body['collection'])}`
  return cursors.more(body['getMore'] as Long, namespace, batchSize)
}

export const killCursorsCommand: Command = ({ body, cursors }) => {
  const ids = (body['cursors'] as Value[]).map((id, index) => {
    if (id instanceof Long) return id
    throw wrongType(`killCursors.cursors.${index}`, id, ['long'])
  })
  const { killed, missing } = cursors.kill(ids)
  return {
    cursorsKilled: killed,
    cursorsNotFound: missing,
    cursorsAlive: [],
    cursorsUnknown: [],
    ok: 1,
  }
}

/** Runs a read over the matching records and releases the view, whatever happens. */
const eachMatch = async (
  context: CommandContext,
  query: Query,
  visit: (record: StoredRecord) => void,
): Promise<void> => {
  const collection = existingCollection(context, collectionName(context))
  if (!collection) {
    compileFilter(query.filter)
    return
  }
  const view = readView(context)
  try {
    const pace = createPace(optionalNumber(context.body, 'maxTimeMS'))
    const records = find(view, collection, prepare(collection, query), { pace })
    await visitPaced(records, pace, visit)
  } finally {
    view.release()
  }
}

export const countCommand: Command = async (context) => {
  const query = queryOf(context.body, 'query')
  const collection = existingCollection(context, collectionName(context))
  const everything =
    Object.keys(query.filter).length === 0 && !context.transaction && query.hint === undefined
  if (everything && collection) {
    const after = Math.max(0, collection.count - query.skip)
    return { n: query.limit > 0 ? Math.min(query.limit, after) : after, ok: 1 }
  }
  let n = 0
  await eachMatch(context, query, () => n++)
  return { n, ok: 1 }
}

export const distinctCommand: Command = async (context) => {
  const parts = String(context.body['key']).split('.')
  const found = new Map<string, Value>()
  const add = (value: Value): void => {
    if (value === undefined) return
    const name = valueKey(value).toString('latin1')
    if (!found.has(name)) found.set(name, value)
  }
  await eachMatch(context, queryOf(context.body, 'query'), (record) => {
    visitPath(record.document, parts, (value) => {
      if (Array.isArray(value)) value.forEach(add)
      else add(value)
      return false
    })
  })
  const pace = createPace()
  const byName = ([a]: [string, Value], [b]: [string, Value]): number => (a < b ? -1 : 1)
  const ordered = await finishPaced(sortInTurns([...found], byName, pace), pace)
  return { values: ordered.map(([, value]) => value), ok: 1 }
}
