import type { Document } from './bson/values.js'

/** Names of https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml, as far as this server uses them. */
const codes = {
  InternalError: 1,
  BadValue: 2,
  FailedToParse: 9,
  Unauthorized: 13,
  TypeMismatch: 14,
  Overflow: 15,
  InvalidLength: 16,
  ProtocolError: 17,
  AuthenticationFailed: 18,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  CannotBackfillArray: 34,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  EmptyFieldName: 56,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  IllegalOperation: 20,
  OperationFailed: 96,
  CommandFailed: 125,
  AmbiguousIndexKeyPattern: 181,
  IDLFailedToParse: 40414,
  IDLUnknownField: 40415,
  NotARetryableWriteCommand: 50768,
  OutOfDiskSpace: 14031,
  MaxTimeMSExpired: 50,
  ExceededMemoryLimit: 146,
  DuplicateKey: 11000,
  InvalidIndexSpecificationOption: 197,
  WriteConflict: 112,
  NotSingleValueField: 54,
  QueryFeatureNotAllowed: 224,
  TransactionTooOld: 225,
  CursorKilled: 237,
  NotImplemented: 238,
  ConversionFailure: 241,
  NoSuchTransaction: 251,
  TransactionCommitted: 256,
  OperationNotSupportedInTransaction: 263,
  SnapshotUnavailable: 246,
  Interrupted: 11601,
  BSONObjectTooLarge: 10334,
  InterruptedAtShutdown: 11600,
  CursorInUse: 12051,
  InvalidBSON: 22,
  InvalidPipelineOperator: 168,
  QueryExceededMemoryLimitNoDiskUseAllowed: 292,
} as const

export type CodeName = keyof typeof codes

/** The name of a code, `Location<code>` when it has none. */
export const codeNameOf = (code: number): string =>
  Object.entries(codes).find(([, known]) => known === code)?.[0] ?? `Location${code}`

/** An error that goes to the client as MongoDB would send it. */
export class MongoError extends Error {
  readonly code: number
  readonly codeName: string
  readonly extra: Document
  readonly labels: string[]

  constructor(codeName: CodeName, message: string, extra: Document = {}, labels: string[] = []) {
    super(message)
    this.code = codes[codeName]
    this.codeName = codeName
    this.extra = extra
    this.labels = labels
  }
}

/** Errors that MongoDB raises with a bare number are called `Location<number>`. */
export class LocationError extends MongoError {
  constructor(code: number, message: string) {
    super('InternalError', message)
    Object.assign(this, { code, codeName: codeNameOf(code) })
  }
}

export const badValue = (message: string): MongoError => new MongoError('BadValue', message)
export const failedToParse = (message: string): MongoError =>
  new MongoError('FailedToParse', message)
export const typeMismatch = (message: string): MongoError => new MongoError('TypeMismatch', message)
