import type { Db, Document } from 'mongodb'

export type UpdateOptions = { filter?: Document; arrayFilters?: Document[]; upsert?: boolean }

/** Int32 as a number and documents as they are, while what has another type of number stays wrapped and shows it. */
export const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  const { _bsontype: type, value: number } = value as { _bsontype?: string; value?: unknown }
  if (type === 'Int32') return number
  if (Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]))
}

export type Updated = { error?: Document; after: unknown }

/** What an update makes of a document (none, when `before` is null), with the types of its numbers. */
export const update = async (
  database: Db,
  before: Document | null,
  u: unknown,
  { filter = {}, ...options }: UpdateOptions = {},
): Promise<Updated> => {
  const collection = database.collection<{ _id: number }>('t')
  if (before) await collection.insertOne({ _id: 1, ...before })
  const updates = [{ q: before ? { _id: 1, ...filter } : filter, u, ...options }]
  const { writeErrors } = await database.command({ update: 't', updates })
  const after = plain(await collection.findOne({}, { promoteValues: false }))
  return writeErrors === undefined
    ? { after }
    : { error: (writeErrors as Document[])[0] ?? {}, after }
}
