import { toNumber, type Document, type Numeric } from '../bson/values.js'
import { badValue, MongoError } from '../errors.js'
import { insertRecord } from '../storage/records.js'
import { show } from '../storage/show.js'
import type { WriteContext } from '../storage/write-context.js'
import { operationFields } from './command-fields.js'
import {
  documentsIn,
  ensureCollection,
  existingCollection,
  optionalDocument,
  splitNamespace,
  type Command,
  type CommandContext,
} from './context.js'
import { checkFields } from './fields.js'
import { cursorOver } from './read.js'
import { runBatch, type BatchOutcome, type Statement } from './write-batch.js'
import {
  checkBatch,
  deleteStatement,
  prepareInsert,
  statementIds,
  updateStatement,
} from './write.js'

type Kind = 'insert' | 'update' | 'delete'

const kindOf = (operation: Document): Kind => {
  const [kind] = Object.keys(operation)
  if (kind === 'insert' || kind === 'update' || kind === 'delete') return kind
  throw badValue(`unknown bulkWrite operation: ${String(kind)}`)
}

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

const changeStatement = async (context: CommandContext, target: Target): Promise<Statement> => {
  const { id, name, operation } = target
  const collection =
    operation['upsert'] === true
      ? await ensureCollection(target.context, name)
      : existingCollection(target.context, name)
  const { filter: q, updateMods: u, constants: c } = operation
  const statement = { ...operation, q, u, c }
  return updateStatement(
    context,
    { id, collection },
    statement,
    optionalDocument(context.body, 'let'),
  )
}

const removeStatement = (context: CommandContext, target: Target): Statement => {
  const { id, name, operation } = target
  const collection = existingCollection(target.context, name)
  const statement = { ...operation, q: operation['filter'] }
  return deleteStatement(context, { id, collection }, statement, operation['multi'] === true)
}

type Target = { id: number; name: string; operation: Document; context: CommandContext }

const targetOf = (
  context: CommandContext,
  namespaces: Document[],
  operation: Document,
  id: number,
): Target => {
  const kind = kindOf(operation)
  checkFields(`bulkWrite.ops.${kind}`, operation, operationFields[kind])
  if (context.retry && operation['multi'] === true)
    throw new MongoError('InvalidOptions', 'Cannot use retryable writes with multi=true')
  const namespace = namespaces[toNumber(operation[kind] as Numeric)]
  if (!namespace)
    throw badValue(`BulkWrite ops entry ${show(operation)} has an invalid nsInfo index.`)
  const { database, name } = splitNamespace(
    namespace['ns'],
    'Invalid namespace specified for bulkWrite:',
  )
  return { id, operation, name, context: { ...context, database } }
}

const toStatements = async (
  context: CommandContext,
  operations: Document[],
): Promise<Statement[]> => {
  const namespaces = documentsIn(context.body, 'nsInfo', 'bulkWrite.nsInfo')
  const idOf = statementIds(context.body, operations.length)
  const statements: Statement[] = []
  for (const [index, operation] of operations.entries()) {
    const target = targetOf(context, namespaces, operation, idOf(index))
    const kind = kindOf(operation)
    if (kind === 'insert') statements.push(await insertStatement(context, target))
    else if (kind === 'update') statements.push(await changeStatement(context, target))
    else statements.push(removeStatement(context, target))
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
  const operations = documentsIn(context.body, 'ops', 'bulkWrite.ops')
  checkBatch(operations.length)
  const kinds = operations.map(kindOf)
  const statements = await toStatements(context, operations)
  const outcome = await runBatch(context, statements, context.body['ordered'] !== false)
  const isUpsert = (result: Document): boolean => Object.hasOwn(result, 'upserted')
  const n = (result: Document): number => Number(result['n'])
  const shownEntries = entries(kinds, outcome, context.body['errorsOnly'] === true)
  return {
    ...(await cursorOver(context, '$cmd.bulkWrite', shownEntries)),
    nErrors: outcome.errors.length,
    nInserted: total(kinds, outcome, 'insert', n),
    nMatched: total(kinds, outcome, 'update', (result) => (isUpsert(result) ? 0 : n(result))),
    nModified: total(kinds, outcome, 'update', (result) => Number(result['nModified'])),
    nUpserted: total(kinds, outcome, 'update', (result) => (isUpsert(result) ? 1 : 0)),
    nDeleted: total(kinds, outcome, 'delete', n),
    ok: 1,
  }
}
