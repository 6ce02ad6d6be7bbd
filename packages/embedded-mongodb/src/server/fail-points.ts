import { isDocument, isNumeric, toNumber, type Document, type Value } from '../bson/values.js'
import { badValue, codeNameOf, MongoError } from '../errors.js'
import { toReply, type Responder } from './responder.js'

/** What `failCommand` does to a matching command. */
export type Failure = {
  /** After the command was run. */
  closeAfter: boolean
  closeConnection: boolean
  blockMs: number
  error: MongoError | undefined
  writeConcernError: Document | undefined
}

export type FailPoints = {
  configure: (body: Document) => Document
  /** The failure for this command, if any; counts it. */
  next: (name: string, body: Document, appName: string) => Failure | undefined
}

type Armed = { left: number; data: Document; onWrite: boolean }

/** Codes after which a driver may send a retryable write again. */
const retryable = new Set([6, 7, 89, 91, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436])
/** Codes after which a driver may run a whole transaction again: write conflict, no such transaction, lock timeout, snapshot gone. */
const transient = new Set([24, 112, 246, 251])

const names = (value: Value): string[] => (Array.isArray(value) ? value.map(String) : [])

const isEnding = (body: Document): boolean =>
  Object.hasOwn(body, 'commitTransaction') || Object.hasOwn(body, 'abortTransaction')

const labelsOf = (data: Document, code: number, body: Document): string[] => {
  if (data['errorLabels'] !== undefined) return names(data['errorLabels'])
  if (body['txnNumber'] === undefined) return []
  const isRetryable = retryable.has(code)
  if (body['autocommit'] === undefined) return isRetryable ? ['RetryableWriteError'] : []
  if (isEnding(body) && isRetryable) return ['RetryableWriteError']
  return transient.has(code) || isRetryable ? ['TransientTransactionError'] : []
}

const errorOf = (data: Document, body: Document): MongoError | undefined => {
  const code = isNumeric(data['errorCode']) ? toNumber(data['errorCode']) : undefined
  if (code === undefined) return undefined
  const error = new MongoError(
    'InternalError',
    "Failing command via 'failCommand' failpoint",
    isDocument(data['errorExtraInfo']) ? data['errorExtraInfo'] : {},
    labelsOf(data, code, body),
  )
  return Object.assign(error, { code, codeName: codeNameOf(code) })
}

const withLabels = (data: Document, body: Document): Document | undefined => {
  const concern = data['writeConcernError']
  if (!isDocument(concern)) return undefined
  const code = isNumeric(concern['code']) ? toNumber(concern['code']) : 0
  const own = body['autocommit'] === false && !isEnding(body) ? [] : labelsOf(data, code, body)
  const labels = [...names(concern['errorLabels']), ...own]
  return { writeConcernError: concern, ...(labels.length > 0 ? { errorLabels: labels } : {}) }
}

/** Breaks the connection around the commit of a retryable write. */
const onWrite = (armed: Armed): Failure => {
  armed.left--
  const before = armed.data['failBeforeCommitExceptionCode'] !== undefined
  return {
    closeAfter: !before,
    closeConnection: before,
    blockMs: 0,
    error: undefined,
    writeConcernError: undefined,
  }
}

/** MongoDB's test command `configureFailPoint`, for `failCommand` and `onPrimaryTransactionalWrite`. It exists only in servers that tests start. */
export const createFailPoints = (): FailPoints => {
  let armed: Armed | undefined

  return {
    configure: (body) => {
      const point = body['configureFailPoint']
      if (point !== 'failCommand' && point !== 'onPrimaryTransactionalWrite') {
        throw badValue(`the fail point ${String(point)} is not known`)
      }
      const mode = body['mode']
      const times =
        isDocument(mode) && isNumeric(mode['times']) ? toNumber(mode['times']) : undefined
      const data = isDocument(body['data']) ? body['data'] : {}
      armed =
        mode === 'off'
          ? undefined
          : { left: times ?? Infinity, data, onWrite: point !== 'failCommand' }
      return { ok: 1 }
    },
    next: (name, body, appName) => {
      if (!armed || armed.left <= 0) return undefined
      const { data } = armed
      if (armed.onWrite) return body['txnNumber'] === undefined ? undefined : onWrite(armed)
      if (!names(data['failCommands']).includes(name)) return undefined
      if (data['appName'] !== undefined && data['appName'] !== appName) return undefined
      armed.left--
      return {
        closeAfter: false,
        closeConnection: data['closeConnection'] === true,
        blockMs:
          data['blockConnection'] === true && isNumeric(data['blockTimeMS'])
            ? toNumber(data['blockTimeMS'])
            : 0,
        error: errorOf(data, body),
        writeConcernError: withLabels(data, body),
      }
    },
  }
}

/** Puts the failures in front of what answers commands. */
export const failing =
  (answer: Responder, failPoints: FailPoints): Responder =>
  async (connection, body) => {
    const name = Object.keys(body)[0] ?? ''
    if (name === 'configureFailPoint') return failPoints.configure(body)
    const failure = failPoints.next(name, body, connection.appName)
    if (!failure) return answer(connection, body)
    if (failure.blockMs > 0) await new Promise((resolve) => setTimeout(resolve, failure.blockMs))
    if (failure.closeConnection) return undefined
    if (failure.error) return toReply(failure.error)
    const reply = await answer(connection, body)
    return failure.closeAfter ? undefined : reply && { ...reply, ...failure.writeConcernError }
  }
