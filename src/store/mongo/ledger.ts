import type { LedgerRow, RecipientStatus } from '../../domain/campaign.js'
import type { Ledger } from '../store.js'
import { defineCollection } from './collection.js'
import { where } from './records.js'
import type { Records } from './records.js'

export const ledgerCollection = defineCollection<LedgerRow>('ledger', {
  campaignId: String,
  campaignKind: String,
  phone: String,
  contactId: String,
  name: String,
  product: String,
  status: String,
  reason: String,
  messageId: String,
  createdAt: Date,
  sentAt: Date,
})

/** The stages of which each may follow: receipts come in any order and never take a stage back (faults.md 36). */
const before: Record<RecipientStatus, RecipientStatus[]> = {
  pending: [],
  queued: ['pending'],
  skipped: ['pending', 'queued'],
  failed: ['pending', 'queued'],
  sent: ['pending', 'queued', 'failed'],
  delivered: ['pending', 'queued', 'failed', 'sent'],
  read: ['pending', 'queued', 'failed', 'sent', 'delivered'],
}

const reached = (status: RecipientStatus): boolean =>
  status === 'sent' || status === 'delivered' || status === 'read'

export const createLedger = (records: Records<LedgerRow>): Ledger => ({
  addMissing: (rows) =>
    records.bulk(
      rows.map(({ id, campaignId, phone, product, ...row }) => ({
        updateOne: {
          filter: { campaignId, phone, product },
          update: { $setOnInsert: { _id: id, ...row } },
          upsert: true,
        },
      })),
    ),
  pending: (limit) =>
    records.many({ status: 'pending' }, { sort: { createdAt: 1, _id: 1 }, limit }),
  settle: async (id, changes) =>
    (await records.set({ _id: id, status: 'pending' }, { $set: changes })) === 1,
  setStatusByMessage: async (messageId, status, at, reason) => {
    const row = { messageId: where({ $eq: messageId, $type: 'string' }) }
    await records.set(
      { ...row, status: where({ $in: before[status] }) },
      { $set: { status, reason } },
    )
    if (reached(status)) await records.set({ ...row, sentAt: null }, { $set: { sentAt: at } })
  },
  ofPhone: (phone, limit) => records.many({ phone }, { sort: { createdAt: -1, _id: -1 }, limit }),
  countsOf: async (campaignId) => {
    const groups = await records.aggregate<{ _id: RecipientStatus; count: number }>([
      { $match: { campaignId } },
      { $group: { _id: '$status', count: { $sum: 1 } } },
    ])
    return Object.fromEntries(groups.map(({ _id, count }) => [_id, count]))
  },
})
