import type { ObjectId } from 'bson'
import type { Authenticator, Login } from '../auth/scram.js'
import { firstKey, isDocument, type Document } from '../bson/values.js'
import type { Dispatcher } from '../commands/dispatch.js'
import { MongoError } from '../errors.js'
import { maxDocumentBytes } from '../storage/records.js'
import { HeldByTransaction } from '../transactions/locks.js'
import { maxMessageBytes } from '../wire/message.js'

const setName = 'embedded'

export type Connection = {
  id: number
  authenticated: boolean
  login: Login | undefined
  appName: string
}

/** Undefined closes the connection. */
type Answer = Document | undefined
export type Responder = (connection: Connection, body: Document) => Answer | Promise<Answer>

/** What may be asked without a login, besides greeting and logging in. */
const open = new Set(['ping', 'buildInfo', 'buildinfo'])

export const toReply = (error: unknown): Document => {
  if (error instanceof MongoError) {
    return {
      ok: 0,
      errmsg: error.message,
      code: error.code,
      codeName: error.codeName,
      ...error.extra,
      ...(error.labels.length > 0 ? { errorLabels: error.labels } : {}),
    }
  }
  if (error instanceof HeldByTransaction)
    return toReply(new MongoError('WriteConflict', error.message))
  const text = error instanceof Error ? error.message : String(error)
  const full = /MDB_MAP_FULL|No space left|ENOSPC/.test(text)
  return toReply(new MongoError(full ? 'OutOfDiskSpace' : 'InternalError', text))
}

type HelloParts = { me: string; electionId: ObjectId; connection: Connection; now: number }

const hello = ({ me, electionId, connection, now }: HelloParts): Document => ({
  helloOk: true,
  ismaster: true,
  isWritablePrimary: true,
  secondary: false,
  setName,
  setVersion: 1,
  hosts: [me],
  primary: me,
  me,
  electionId,
  maxBsonObjectSize: maxDocumentBytes,
  maxMessageSizeBytes: maxMessageBytes,
  maxWriteBatchSize: 100_000,
  localTime: new Date(now),
  logicalSessionTimeoutMinutes: 30,
  connectionId: connection.id,
  minWireVersion: 0,
  maxWireVersion: 25,
  readOnly: false,
  ok: 1,
})

const appNameIn = ({ client }: Document): string => {
  const application = isDocument(client) ? client['application'] : undefined
  return isDocument(application) ? String(application['name']) : ''
}

/** Answers one connection's commands: greeting and login here, everything else by the dispatcher. */
export const createResponder = (deps: {
  dispatcher: Dispatcher
  authenticator: Authenticator | undefined
  electionId: ObjectId
  address: () => string
  now: () => number
}): Responder => {
  const { dispatcher, authenticator, electionId, now } = deps

  const greet = (connection: Connection, body: Document): Document => {
    connection.appName = appNameIn(body)
    const reply = hello({ me: deps.address(), electionId, connection, now: now() })
    if (body['saslSupportedMechs'] !== undefined) reply['saslSupportedMechs'] = ['SCRAM-SHA-256']
    const speculative = body['speculativeAuthenticate']
    if (isDocument(speculative) && authenticator) {
      const login = authenticator.login()
      try {
        reply['speculativeAuthenticate'] = login.start(speculative)
        connection.login = login
      } catch {
        // the client then logs in the long way and gets the error there
      }
    }
    return reply
  }

  const logIn = (connection: Connection, body: Document): Document => {
    if (!authenticator)
      throw new MongoError('AuthenticationFailed', 'Authentication is turned off.')
    if (Object.hasOwn(body, 'saslStart')) {
      connection.login = authenticator.login()
      return connection.login.start(body)
    }
    if (!connection.login) throw new MongoError('ProtocolError', 'No SASL session state found')
    const { reply, authenticated } = connection.login.proceed(body)
    connection.authenticated = authenticated
    return reply
  }

  const own: Record<string, (connection: Connection, body: Document) => Document> = {
    hello: greet,
    isMaster: greet,
    ismaster: greet,
    saslStart: logIn,
    saslContinue: logIn,
    logout: (connection) => {
      connection.authenticated = authenticator === undefined
      return { ok: 1 }
    },
  }

  const run = (connection: Connection, body: Document): Document | Promise<Document> => {
    const name = firstKey(body)
    const answer = Object.hasOwn(own, name) ? own[name] : undefined
    if (answer) return answer(connection, body)
    if (!connection.authenticated && !open.has(name)) {
      throw new MongoError('Unauthorized', `Command ${name} requires authentication`)
    }
    return dispatcher.run(connection, body)
  }

  return (connection, body) => {
    try {
      const answer = run(connection, body)
      return answer instanceof Promise ? answer.catch(toReply) : answer
    } catch (error) {
      return toReply(error)
    }
  }
}
