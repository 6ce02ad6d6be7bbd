import type { Messages } from '../message-collections.js'
import type { MessageRecords } from './message-documents.js'
import { where } from './records.js'
import type { BulkOperation } from './records.js'

const chunk = 500

/**
 * A message that the other conversation holds already (same provider id: it came under both of the contact's addresses)
 * is dropped, because there it would be the same message twice.
 */
export const createMoveMessages =
  (records: MessageRecords): Messages['move'] =>
  async (fromConversationId, { conversationId, contactId, firstSeq }) => {
    let seq = firstSeq
    let after = -1
    for (;;) {
      const rows = await records.pick(
        { conversationId: fromConversationId, seq: where({ $gt: after }) },
        { fields: ['providerId', 'channel', 'account', 'seq'], sort: { seq: 1 }, limit: chunk },
      )
      if (rows.length === 0) return seq - firstSeq
      const sameHere = await records.pick(
        { conversationId, providerId: where({ $in: rows.map((row) => row.providerId) }) },
        { fields: ['providerId', 'channel', 'account'], limit: chunk },
      )
      const keyOf = (row: (typeof rows)[number]): string =>
        JSON.stringify([row.channel, row.account, row.providerId])
      const present = new Set(sameHere.map(keyOf))
      const operations: BulkOperation[] = rows.map((row) =>
        present.has(keyOf(row))
          ? { deleteOne: { filter: { _id: row._id } } }
          : {
              updateOne: {
                filter: { _id: row._id },
                update: { $set: { conversationId, contactId, seq: seq++ } },
                upsert: false,
              },
            },
      )
      await records.bulk(operations)
      after = rows.at(-1)?.seq ?? after
    }
  }
