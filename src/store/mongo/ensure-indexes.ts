import { isDeepStrictEqual } from 'node:util'
import type { Connection } from 'mongoose'
import type { IndexDefinition } from './indexes.js'

const conflicts = new Set<unknown>([85, 86])

const shape = (index: Partial<IndexDefinition>) => ({
  key: Object.entries(index.key ?? {}),
  unique: index.unique ?? false,
  partial: index.partialFilterExpression ?? null,
  expiry: index.expireAfterSeconds ?? null,
})

const wrong = (collection: string, index: IndexDefinition): Error =>
  new Error(
    `The index ${index.name} of the collection ${collection} is not the one that this version needs. ` +
      `Drop it in mongosh with db.${collection}.dropIndex('${index.name}') and start again: it is then made anew.`,
  )

const create = async (
  connection: Connection,
  collection: string,
  definitions: readonly IndexDefinition[],
): Promise<void> => {
  try {
    await connection.collection(collection).createIndexes([...definitions])
  } catch (error) {
    if (!conflicts.has((error as { code?: unknown }).code)) throw error
    // Which one it was is found by the check that follows.
  }
}

const check = async (
  connection: Connection,
  collection: string,
  definitions: readonly IndexDefinition[],
): Promise<void> => {
  const present = (await connection
    .collection(collection)
    .listIndexes()
    .toArray()) as IndexDefinition[]
  for (const wanted of definitions) {
    const found = present.find((index) => index.name === wanted.name)
    if (!found || !isDeepStrictEqual(shape(found), shape(wanted))) throw wrong(collection, wanted)
  }
}

/**
 * Creates what is missing and compares what is there.
 * @throws Error naming the first index that differs, and how to mend it.
 */
export const ensureIndexes = async (
  connection: Connection,
  indexes: Record<string, readonly IndexDefinition[]>,
): Promise<void> => {
  await Promise.all(
    Object.entries(indexes).map(async ([collection, definitions]) => {
      await create(connection, collection, definitions)
      await check(connection, collection, definitions)
    }),
  )
}
