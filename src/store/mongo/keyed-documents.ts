import type { ClientSession } from 'mongoose'
import type { KeyedDocuments } from '../../lib/keyed-documents.js'
import { defineCollection } from './collection.js'
import { where } from './records.js'
import type { BulkOperation, Records } from './records.js'

type KeyedDocument = { id: string; namespace: string; type: string; key: string; value: string }

type KeyedDocumentRecords = Records<KeyedDocument>

export const keyedDocumentsCollection = defineCollection<KeyedDocument>('keyedDocuments', {
  namespace: String,
  type: String,
  key: String,
  value: String,
})

type Dependencies = {
  bind: (session?: ClientSession) => KeyedDocumentRecords
  inTransaction: <Result>(work: (session: ClientSession) => Promise<Result>) => Promise<Result>
}

const oneByOne = (changes: Parameters<KeyedDocuments['write']>[0]) => [
  ...new Map(changes.map((change) => [JSON.stringify([change.type, change.id]), change])).values(),
]

/** `_id` is `namespace/type/id`; the last value wins when a write names a document twice. */
export const createKeyedDocuments =
  ({ bind, inTransaction }: Dependencies) =>
  (namespace: string): KeyedDocuments => {
    const records = bind()
    const idOf = (type: string, key: string): string =>
      `${encodeURIComponent(namespace)}/${encodeURIComponent(type)}/${key}`

    const toOperation = ({
      type,
      id: key,
      value,
    }: Parameters<KeyedDocuments['write']>[0][number]): BulkOperation => {
      const filter = { _id: idOf(type, key) }
      if (value === null) return { deleteOne: { filter } }
      return {
        updateOne: { filter, update: { $set: { namespace, type, key, value } }, upsert: true },
      }
    }

    return {
      read: async (type, ids) => {
        if (ids.length === 0) return new Map()
        const wanted = [...new Set(ids)].map((key) => idOf(type, key))
        const found = await records.many({ _id: where({ $in: wanted }) })
        return new Map(found.map(({ key, value }) => [key, value]))
      },
      list: async (type) => {
        const found = await records.many({ namespace, type }, { sort: { key: 1 } })
        return found.map(({ key, value }) => ({ id: key, value }))
      },
      write: async (changes) => {
        const operations = oneByOne(changes).map(toOperation)
        if (operations.length === 0) return
        // A single document is all or none without a transaction.
        if (operations.length === 1) await records.bulk(operations)
        else await inTransaction((session) => bind(session).bulk(operations))
      },
      clear: async () => {
        await records.remove({ namespace })
      },
    }
  }
