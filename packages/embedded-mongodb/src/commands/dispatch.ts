import { createHash } from 'node:crypto'
import { Binary, Long } from 'bson'
import { encode } from '../bson/encode.js'
import {
  firstKey,
  isDocument,
  isNumeric,
  toNumber,
  type Document,
  type Value,
} from '../bson/values.js'
import type { Engine } from '../engine/engine.js'
import { LocationError, MongoError } from '../errors.js'
import type { Cursors } from '../query/cursors.js'
import type { RetryRecords } from '../transactions/retry.js'
import { adminCommands, commandFields } from './command-fields.js'
import type { Command, CommandContext } from './context.js'
import { dataCommands } from './data-commands.js'
import { checkCommand } from './fields.js'
import { runInTransaction } from './in-transaction.js'
import { infoCommands } from './info.js'
import { createSessionCommands } from './session.js'
import { writeConcernError } from './write-concern.js'

const maxKnownSessions = 10_000

const latin1 = ({ buffer }: Binary): string =>
  Buffer.from(buffer.buffer, buffer.byteOffset, 16).toString('latin1')

/** A session's name: a hash, because the id comes from the client and is of any size. */
const createSessionNames = (): ((lsid: Value) => string) => {
  const known = new Map<string, string>()
  return (lsid) => {
    const id = isDocument(lsid) ? lsid['id'] : undefined
    if (!(id instanceof Binary)) throw new MongoError('InvalidOptions', 'lsid.id must be a UUID')
    const short = id.position === 16 ? id.sub_type + latin1(id) : ''
    const name = known.get(short)
    if (name !== undefined) return name
    const made = createHash('sha256').update(encode({ id })).digest('hex')
    if (known.size >= maxKnownSessions) known.clear()
    if (short !== '') known.set(short, made)
    return made
  }
}

const retryableCommands = new Set([
  'insert',
  'update',
  'delete',
  'findAndModify',
  'findandmodify',
  'bulkWrite',
])

export type Dispatcher = {
  run: (connection: object, body: Document) => Document | Promise<Document>
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
  if (isNumeric(number) && Number.isSafeInteger(toNumber(number))) return BigInt(toNumber(number))
  throw new MongoError(
    'TypeMismatch',
    "BSON field 'txnNumber' is the wrong type, expected type 'long'",
  )
}

const databaseIn = (body: Document): string => {
  const database = body['$db']
  if (typeof database === 'string') return database
  throw new LocationError(40571, 'OP_MSG requests require a $db argument')
}

const options = (message: string): MongoError => new MongoError('InvalidOptions', message)

const checkNumbered = (name: string, body: Document): void => {
  if (body['lsid'] === undefined) {
    throw options('Transaction number requires a session ID to also be specified')
  }
  if (body['autocommit'] === false || retryableCommands.has(name)) return
  throw new MongoError(
    'NotARetryableWriteCommand',
    `txnNumber may only be provided for multi-document transactions and retryable write commands. autocommit:false was not provided, and ${name} is not a retryable write command.`,
  )
}

const checkTransactionFields = ({ autocommit, startTransaction, txnNumber }: Document): void => {
  if (autocommit === undefined) {
    if (startTransaction === undefined) return
    throw options("'startTransaction' field requires 'autocommit' field to also be specified")
  }
  if (autocommit !== false) throw options('Specifying autocommit=true is not allowed.')
  if (txnNumber === undefined)
    throw options("'autocommit' field requires a transaction number to also be specified")
  if (startTransaction !== undefined && startTransaction !== true)
    throw options('Specifying startTransaction=false is not allowed.')
}

/** Finds the command and runs it: plainly, as a retryable write, or inside a transaction. */
export const createDispatcher = (deps: DispatcherOptions): Dispatcher => {
  const { records, engine, cursors, serverStatus } = deps
  const sessionOf = createSessionNames()
  const commands: Record<string, Command> = {
    ...infoCommands,
    ...dataCommands,
    ...createSessionCommands(records, sessionOf),
  }

  const run = (connection: object, body: Document): Promise<Document> | Document => {
    const name = firstKey(body)
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (!command) throw new MongoError('CommandNotFound', `no such command: '${name}'`)
    const database = databaseIn(body)
    if (adminCommands.has(name) && database !== 'admin')
      throw new MongoError('Unauthorized', `${name} may only be run against the admin database.`)
    checkCommand(name, body, commandFields.get(name))
    checkTransactionFields(body)
    const context: CommandContext = {
      engine,
      cursors,
      serverStatus,
      connection,
      database,
      name,
      body,
      session: body['lsid'] === undefined ? undefined : sessionOf(body['lsid']),
      transaction: undefined,
      retry: undefined,
    }
    const number = numberIn(body)
    if (number === undefined) return command(context)
    checkNumbered(name, body)
    if (body['autocommit'] === false) return runInTransaction(context, command, number)
    context.retry = records.open(context.session ?? '', number)
    return command(context)
  }

  const withConcern = async (connection: object, body: Document): Promise<Document> =>
    Object.assign(await run(connection, body), writeConcernError(body))

  return {
    run: (connection, body) =>
      body['writeConcern'] === undefined ? run(connection, body) : withConcern(connection, body),
    names: () => Object.keys(commands).sort(),
  }
}
