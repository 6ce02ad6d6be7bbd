import { Schema } from 'mongoose'
import type { SchemaDefinitionProperty } from 'mongoose'

/** What a document of the collection looks like in the database: our string id is `_id`. */
export type Stored<Item, Internal> = Omit<Item, 'id'> & { _id: string } & Partial<Internal>

type Fields<Item> = Record<Exclude<keyof Item, 'id'>, SchemaDefinitionProperty>

/** One collection: its name, its schema, and how a document becomes the record that the rooms know. */
export type Collection<Item, Internal> = {
  name: string
  schema: Schema
  toRecord: (document: Stored<Item, Internal>) => Item
}

/**
 * `fields` must name every field of the record (the compiler checks it); a field that a document of an earlier version
 * lacks is read as null, or as an empty list. `internal` fields exist for queries alone and never leave this room.
 */
export const defineCollection = <Item extends { id: string }, Internal = Record<never, never>>(
  name: string,
  fields: Fields<Item>,
  internal?: Record<keyof Internal, SchemaDefinitionProperty>,
): Collection<Item, Internal> => {
  const schema = new Schema(
    { _id: { type: String, required: true }, ...fields, ...internal },
    { versionKey: false, minimize: false, strict: 'throw', id: false, collection: name },
  )
  const named = Object.entries<SchemaDefinitionProperty>(fields)
  const toRecord = (document: Stored<Item, Internal>): Item => {
    const values = document as Record<string, unknown>
    const record: Record<string, unknown> = { id: document._id }
    for (const [field, type] of named) {
      record[field] = values[field] ?? (Array.isArray(type) ? [] : null)
    }
    return record as Item
  }
  return { name, schema, toRecord }
}
