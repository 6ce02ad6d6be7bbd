import { createHash } from 'node:crypto'
import { Binary, Long, Timestamp } from 'bson'
import { encode } from '../bson/encode.js'
import { isDocument, isNumeric, toNumber, type Document, type Value } from '../bson/values.js'
import type { Engine } from '../engine/engine.js'
import { MongoError } from '../errors.js'
import type { Cursors } from '../query/cursors.js'
import type { RetryRecords } from '../transactions/retry.js'
import { noSuchTransaction, type Transaction } from '../transactions/transactions.js'
import { aggregateCommand } from './aggregate.js'
import {
  collModCommand,
  collStatsCommand,
  createCommand,
  dbStatsCommand,
  dropCommand,
  dropDatabaseCommand,
  listCollectionsCommand,
  listDatabasesCommand,
} from './collections.js'
import type { Command, CommandContext } from './context.js'
import { explainCommand } from './explain.js'
import { findAndModifyCommand } from './find-and-modify.js'
import { createIndexesCommand, dropIndexesCommand, listIndexesCommand } from './indexes.js'
import { infoCommands } from './info.js'
import {
  countCommand,
  distinctCommand,
  findCommand,
  getMoreCommand,
  killCursorsCommand,
} from './read.js'
import { createSessionCommands } from './session.js'
import { deleteCommand, insertCommand, updateCommand } from './write.js'

/** A session's name: a hash, because the id comes from the client and is of any size. */
export const sessionOf = (lsid: Value): string => {
  const id = isDocument(lsid) ? lsid['id'] : undefined
  if (!(id instanceof Binary)) throw new MongoError('InvalidOptions', 'lsid.id must be a UUID')
  return createHash('sha256').update(encode({ id })).digest('hex')
}

const dataCommands: Record<string, Command> = {
  find: findCommand,
  getMore: getMoreCommand,
  killCursors: killCursorsCommand,
  count: countCommand,
  distinct: distinctCommand,
  aggregate: aggregateCommand,
  insert: insertCommand,
  update: updateCommand,
  delete: deleteCommand,
  findAndModify: findAndModifyCommand,
  findandmodify: findAndModifyCommand,
  explain: explainCommand,
  create: createCommand,
  drop: dropCommand,
  dropDatabase: dropDatabaseCommand,
  createIndexes: createIndexesCommand,
  listIndexes: listIndexesCommand,
  dropIndexes: dropIndexesCommand,
  deleteIndexes: dropIndexesCommand,
  listCollections: listCollectionsCommand,
  listDatabases: listDatabasesCommand,
  collMod: collModCommand,
  collStats: collStatsCommand,
  dbStats: dbStatsCommand,
}

/** What MongoDB allows inside a transaction (manual: core/transactions-operations). */
const inTransaction = new Set([
  'find',
  'getMore',
  'killCursors',
  'distinct',
  'aggregate',
  'insert',
  'update',
  'delete',
  'findAndModify',
  'findandmodify',
  'commitTransaction',
  'abortTransaction',
  'create',
  'createIndexes',
])
const retryableCommands = new Set(['insert', 'update', 'delete', 'findAndModify', 'findandmodify'])
const endings = new Set(['commitTransaction', 'abortTransaction'])

export type Dispatcher = {
  run: (connection: object, body: Document) => Promise<Document>
  names: () => string[]
}

export type DispatcherOptions = {
  engine: Engine
  cursors: Cursors
  records: RetryRecords
  serverStatus: () => Document
}

const numberIn = (body: Document): bigint | undefined => {
  const number = body['txnNumber']
  if (number === undefined) return undefined
  if (number instanceof Long) return number.toBigInt()
  if (isNumeric(number)) return BigInt(toNumber(number))
  throw new MongoError(
    'TypeMismatch',
    "BSON field 'txnNumber' is the wrong type, expected type 'long'",
  )
}

export const createDispatcher = (options: DispatcherOptions): Dispatcher => {
  const { engine, cursors, records, serverStatus } = options
  const commands: Record<string, Command> = {
    ...infoCommands,
    ...dataCommands,
    ...createSessionCommands(records, sessionOf),
  }

  const transactionFor = (context: CommandContext, number: bigint): Transaction | undefined => {
    const session = context.session ?? ''
    if (!inTransaction.has(context.name)) {
      throw new MongoError(
        'OperationNotSupportedInTransaction',
        `Cannot run '${context.name}' in a multi-document transaction.`,
      )
    }
    if (context.body['startTransaction'] === true) {
      return engine.transactions.begin(session, number, context.connection)
    }
    return endings.has(context.name)
      ? undefined
      : engine.transactions.current(session, number, context.connection)
  }

  /** One operation after another in one transaction; any failure but a failed ending aborts it. */
  const runInside = async (
    context: CommandContext,
    command: Command,
    transaction: Transaction,
  ): Promise<Document> => {
    const session = context.session ?? ''
    const before = transaction.tail
    const work = (async () => {
      await before
      if (transaction.state !== 'open') throw noSuchTransaction('Transaction has been aborted.')
      return await command(context)
    })()
    transaction.tail = work.catch(() => undefined)
    try {
      const reply = await work
      if (Array.isArray(reply['writeErrors']))
        engine.transactions.abort(session, transaction.number)
      return reply
    } catch (error) {
      engine.transactions.abort(session, transaction.number)
      throw error
    }
  }

  const run = async (connection: object, body: Document): Promise<Document> => {
    const name = Object.keys(body)[0] ?? ''
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (!command) throw new MongoError('CommandNotFound', `no such command: '${name}'`)
    const database = body['$db']
    if (typeof database !== 'string')
      throw new MongoError('BadValue', "BSON field '$db' is missing but a required field")
    const session = body['lsid'] === undefined ? undefined : sessionOf(body['lsid'])
    const number = numberIn(body)
    const context: CommandContext = {
      engine,
      cursors,
      connection,
      database,
      name,
      body,
      session,
      transaction: undefined,
      retry: undefined,
      serverStatus,
    }
    if (number === undefined) return command(context)
    if (session === undefined)
      throw new MongoError(
        'InvalidOptions',
        'Transaction number requires a session ID to also be specified',
      )
    if (body['autocommit'] === false) {
      const transaction = transactionFor(context, number)
      return transaction
        ? runInside({ ...context, transaction }, command, transaction)
        : command(context)
    }
    if (!retryableCommands.has(name))
      throw new MongoError(
        'InvalidOptions',
        `txnNumber may only be provided for multi-document transactions and retryable write commands. autocommit:false was not provided, and ${name} is not a retryable write command.`,
      )
    return command({ ...context, retry: records.open(session, number) })
  }

  return { run, names: () => Object.keys(commands).sort() }
}

let lastTime = 0n

/** The times that drivers expect in every reply; they only ever grow. */
export const clusterTimes = (now: number): Document => {
  const wanted = BigInt(Math.floor(now / 1000)) << 32n
  lastTime = lastTime >= wanted + 1n ? lastTime + 1n : wanted + 1n
  const time = new Timestamp(lastTime)
  return {
    $clusterTime: {
      clusterTime: time,
      signature: { hash: new Binary(Buffer.alloc(20)), keyId: Long.ZERO },
    },
    operationTime: time,
  }
}
