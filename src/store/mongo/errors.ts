import { mongo } from 'mongoose'
import { DomainError } from '../../domain/errors.js'

const duplicateKey = 11000
const timeIsOver = 50

const codeOf = (error: unknown): unknown =>
  error instanceof mongo.MongoServerError ? error.code : undefined

/** The server gave a query up at its `maxTimeMS`. */
export const isTimeOver = (error: unknown): boolean => codeOf(error) === timeIsOver

const isDuplicateKey = (error: unknown): boolean => codeOf(error) === duplicateKey

export const isConflict = (error: unknown): boolean =>
  error instanceof DomainError && error.code === 'conflict'

/**
 * A duplicate key becomes a conflict; every other error passes as it is, because its labels tell `withTransaction` whether
 * to start again. After a duplicate key inside a transaction MongoDB has already given up the whole transaction.
 */
export const translated = async <Result>(
  collection: string,
  operation: Promise<Result>,
): Promise<Result> => {
  try {
    return await operation
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
    throw new DomainError('conflict', `It is in ${collection} already.`, { collection })
  }
}

export const missing = (collection: string, id: string): DomainError =>
  new DomainError('not-found', `There is no ${id} in ${collection}.`, { collection, id })
