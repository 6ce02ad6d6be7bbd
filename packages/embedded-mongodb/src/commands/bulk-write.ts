import { Long } from 'bson'
import { RawDocument, encode } from '../bson/encode.js'
import { isNumeric, isTruthy, toNumber, type Document } from '../bson/values.js'
import { badValue, MongoError } from '../errors.js'
import type { Collection } from '../storage/catalog.js'
import { insertRecord } from '../storage/records.js'
import type { WriteContext } from '../storage/write-context.js'
import {
  documentsIn,
  ensureCollection,
  existingCollection,
  optionalDocument,
  type Command,
  type CommandContext,
} from './context.js'
import { toStatement } from './statement.js'
import { parseUpdate, updateModification } from './update.js'
import { runBatch, type BatchOutcome, type Statement } from './write-batch.js'
import { combineUpdates, deleteModification, prepareInsert, statementIds } from './write.js'

type Kind = 'insert' | 'update' | 'delete'

const kindOf = (operation: Document): Kind => {
  const [kind] = Object.keys(operation)
  if (kind === 'insert' || kind === 'update' || kind === 'delete') return kind
  throw badValue(`unknown bulkWrite operation: ${String(kind)}`)
}

const nothing = (id: number, result: Document): Statement => ({
  id,
  run: () => result,
})

const insertStatement = async (context: CommandContext, target: Target): Promise<Statement> => {
  const { id, name, operation } = target
  const collection = await ensureCollection(target.context, name)
  const document = optionalDocument(operation, 'document')
  return {
    id,
    run: (write: WriteContext) => {
      insertRecord(write, collection, prepareInsert(document, context.engine.now()))
      return { n: 1 }
    },
  }
}

const updateStatement = async (context: CommandContext, target: Target): Promise<Statement> => {
  const { id, name, operation } = target
  const statement = { ...operation, q: operation['filter'], u: operation['updateMods'] }
  const parsed = parseUpdate(statement, optionalDocument(context.body, 'let'))
  if (context.retry && parsed.multi) {
    throw new MongoError('InvalidOptions', 'Cannot use retryable writes with multi=true')
  }
  const collection = parsed.upsert
    ? await ensureCollection(target.context, name)
    : existingCollection(target.context, name)
  if (!collection) return nothing(id, { n: 0, nModified: 0 })
  const now = context.engine.now()
  return toStatement(
    context,
    { id, collection },
    updateModification({ collection, parsed, now }),
    combineUpdates,
  )
}

const deleteStatement = (context: CommandContext, target: Target): Statement => {
  const { id, name, operation } = target
  const multi = isTruthy(operation['multi'])
  if (context.retry && multi) {
    throw new MongoError('InvalidOptions', 'Cannot use retryable writes with multi=true')
  }
  const collection: Collection | undefined = existingCollection(target.context, name)
  if (!collection) return nothing(id, { n: 0 })
  const statement = { ...operation, q: operation['filter'], limit: multi ? 0 : 1 }
  return toStatement(
    context,
    { id, collection },
    deleteModification(collection, statement, context.body['let']),
    (results) => ({
      n: results.length,
    }),
  )
}

type Target = { id: number; name: string; operation: Document; context: CommandContext }

const targetOf = (
  context: CommandContext,
  namespaces: Document[],
  operation: Document,
  id: number,
): Target => {
  const position = operation[kindOf(operation)]
  const namespace = isNumeric(position) ? namespaces[toNumber(position)]?.['ns'] : undefined
  if (typeof namespace !== 'string' || !namespace.includes('.')) {
    throw badValue(`BulkWrite ops entry ${id} has an invalid nsInfo index.`)
  }
  const at = namespace.indexOf('.')
  return {
    id,
    operation,
    name: namespace.slice(at + 1),
    context: { ...context, database: namespace.slice(0, at) },
  }
}

const toStatements = async (
  context: CommandContext,
  operations: Document[],
): Promise<Statement[]> => {
  const namespaces = documentsIn(context.body, 'nsInfo')
  const idOf = statementIds(context.body)
  const statements: Statement[] = []
  for (const [index, operation] of operations.entries()) {
    const target = targetOf(context, namespaces, operation, idOf(index))
    const kind = kindOf(operation)
    if (kind === 'insert') statements.push(await insertStatement(context, target))
    else if (kind === 'update') statements.push(await updateStatement(context, target))
    else statements.push(deleteStatement(context, target))
  }
  return statements
}

const shown = (kind: Kind, result: Document, idx: number): Document => ({
  ok: 1,
  idx,
  n: result['n'],
  ...(kind === 'update' ? { nModified: result['nModified'] } : {}),
  ...(Object.hasOwn(result, 'upserted') ? { upserted: { _id: result['upserted'] } } : {}),
})

const entries = (kinds: Kind[], outcome: BatchOutcome, errorsOnly: boolean): Document[] => {
  const done = kinds.flatMap((kind, idx) => {
    const result = outcome.results[idx]
    return result && !errorsOnly ? [shown(kind, result, idx)] : []
  })
  const failed = outcome.errors.map(({ index, ...error }) => ({
    ok: 0,
    idx: index,
    n: 0,
    ...error,
  }))
  return [...done, ...failed].sort((a, b) => Number(a.idx) - Number(b.idx))
}

const total = (
  kinds: Kind[],
  outcome: BatchOutcome,
  kind: Kind,
  of: (result: Document) => number,
): number =>
  outcome.results.reduce(
    (sum, result, i) => (result && kinds[i] === kind ? sum + of(result) : sum),
    0,
  )

/** Inserts, updates and deletes in several collections at once (manual: reference/command/bulkWrite). */
export const bulkWriteCommand: Command = async (context) => {
  const operations = documentsIn(context.body, 'ops')
  const kinds = operations.map(kindOf)
  const statements = await toStatements(context, operations)
  const outcome = await runBatch(context, statements, context.body['ordered'] !== false)
  const isUpsert = (result: Document): boolean => Object.hasOwn(result, 'upserted')
  const n = (result: Document): number => Number(result['n'])
  const firstBatch = entries(kinds, outcome, isTruthy(context.body['errorsOnly']))
  return {
    cursor: {
      id: Long.ZERO,
      firstBatch: firstBatch.map((entry) => new RawDocument(encode(entry))),
      ns: 'admin.$cmd.bulkWrite',
    },
    nErrors: outcome.errors.length,
    nInserted: total(kinds, outcome, 'insert', n),
    nMatched: total(kinds, outcome, 'update', (result) => (isUpsert(result) ? 0 : n(result))),
    nModified: total(kinds, outcome, 'update', (result) => Number(result['nModified'])),
    nUpserted: total(kinds, outcome, 'update', (result) => (isUpsert(result) ? 1 : 0)),
    nDeleted: total(kinds, outcome, 'delete', n),
    ok: 1,
  }
}
