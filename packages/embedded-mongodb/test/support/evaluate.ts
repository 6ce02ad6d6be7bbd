import { Decimal128, Double, Int32, Long, type Document } from 'mongodb'
import type { TestServer } from './start-server.js'

export const int = (value: number): Int32 => new Int32(value)
export const double = (value: number): Double => new Double(value)
export const long = (digits: string): Long => Long.fromString(digits)
export const decimal = (digits: string): Decimal128 => Decimal128.fromString(digits)

export const minLong = long('-9223372036854775808')
export const maxLong = long('9223372036854775807')

/** A row that tells the manual's page, what it shows, the expression, and its value (undefined when missing). */
export type ValueRow = [page: string, shows: string, expression: unknown, value: unknown]
/** The same with the number of the error, its name unless it is `Location` and the number, and its text. */
export type ErrorRow = [
  page: string,
  shows: string,
  expression: unknown,
  error: [code: number, codeName: string, message: string] | [code: number, message: string],
]

/** The value of an aggregation expression with BSON's own types, for a document or none. */
export const evaluate = async (
  server: TestServer,
  expression: unknown,
  document: Document = {},
): Promise<unknown> => {
  const collection = server.database().collection('t', { promoteValues: false })
  await collection.insertOne(document)
  const [result] = await collection.aggregate([{ $replaceWith: { value: expression } }]).toArray()
  return result?.['value']
}

/** The error of an aggregation expression as a row has it, without what MongoDB says of the stage or the executor. */
export const errorOf = async (
  server: TestServer,
  expression: unknown,
  document: Document = {},
): Promise<unknown[]> =>
  evaluate(server, expression, document).then(
    (value) => ['no error', value],
    ({ code, codeName, message }: Record<string, unknown>): unknown[] => {
      const text = String(message).replace(/^.* :: caused by :: /, '')
      return codeName === `Location${String(code)}`
        ? [Number(code), text]
        : [Number(code), codeName, text]
    },
  )
