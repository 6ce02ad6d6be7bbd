import { trusted } from 'mongoose'
import type { ClientSession, Model, PipelineStage } from 'mongoose'
import type { Page, PageRequest } from '../store.js'
import type { Collection, Stored } from './collection.js'
import type { PageOrder } from './paging.js'

/** Checked against the schema when it runs (`strictQuery: 'throw'`); operators only through `where`. */
export type Filter = Record<string, unknown>
export type Sort = Record<string, 1 | -1>
export type Update = Partial<Record<'$set' | '$inc' | '$setOnInsert', Record<string, unknown>>>
export type BulkOperation =
  | { updateOne: { filter: Filter; update: Update; upsert: boolean } }
  | { deleteOne: { filter: Filter } }

/**
 * Query operators written by ourselves. `sanitizeFilter` turns any other object with a `$` key into a plain value, so that
 * nothing from outside can ever become an operator.
 */
export const where = (operators: Record<string, unknown>): Record<string, unknown> =>
  trusted(operators)

export type Reads<Item extends { id: string }, Internal> = {
  one: (filter: Filter, sort?: Sort) => Promise<Item | null>
  many: (filter: Filter, options?: { sort?: Sort; limit?: number }) => Promise<Item[]>
  /** Some fields of the documents as they are stored. */
  pick: (
    filter: Filter,
    options: { fields: string[]; sort?: Sort; limit: number },
  ) => Promise<Partial<Stored<Item, Internal>>[]>
  /** Throws `invalid` for a cursor that is not one of ours. */
  page: (filter: Filter, order: PageOrder, request: PageRequest) => Promise<Page<Item>>
  aggregate: <Row>(pipeline: PipelineStage[]) => Promise<Row[]>
  distinct: (field: string) => Promise<string[]>
  count: (filter: Filter) => Promise<number>
  /** No further than `atMost`; null when it takes longer. */
  countUpTo: (filter: Filter, atMost: number, withinMs: number) => Promise<number | null>
  /** All documents: the collection's own count, inside a transaction one by one. */
  size: () => Promise<number>
}

/** Every write throws `conflict` for a duplicate. */
export type Writes<Item extends { id: string }, Internal> = {
  insert: (documents: readonly Stored<Item, Internal>[]) => Promise<void>
  /** How many documents matched: 0 or 1. */
  set: (filter: Filter, update: Update) => Promise<number>
  setMany: (filter: Filter, update: Update) => Promise<number>
  /** Throws `not-found` when there is no document of this id. */
  update: (id: string, update: Update) => Promise<void>
  /** The document after the update, null when none matched. */
  change: (filter: Filter, update: Update) => Promise<Item | null>
  /** The same, but makes the document when none matched. */
  ensure: (filter: Filter, update: Update) => Promise<Item>
  /** In their order, in batches; returns how many documents are new. */
  bulk: (operations: readonly BulkOperation[]) => Promise<number>
  remove: (filter: Filter) => Promise<number>
}

/** The verbs of one collection, bound to one session when inside a transaction. */
export type Records<Item extends { id: string }, Internal = Record<never, never>> = Reads<
  Item,
  Internal
> &
  Writes<Item, Internal> & {
    /** False inside a transaction, whose operations must follow one another. */
    parallel: boolean
  }

export type Bound<Item extends { id: string }, Internal> = {
  collection: Collection<Item, Internal>
  model: Model<Record<string, unknown>>
  session: ClientSession | undefined
}
