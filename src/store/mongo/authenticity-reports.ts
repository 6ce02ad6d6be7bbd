import type { AuthenticityReport } from '../../domain/records.js'
import type { AuthenticityReports } from '../handled-collections.js'
import { defineCollection } from './collection.js'
import { handlingFilter, handlingOrder } from './handling.js'
import type { Records } from './records.js'

export const authenticityReportsCollection = defineCollection<AuthenticityReport>(
  'authenticityReports',
  {
    contactId: String,
    conversationId: String,
    messageId: String,
    text: String,
    at: Date,
    handledAt: Date,
    handledBy: String,
    resolution: String,
  },
)

export const createAuthenticityReports = (
  records: Records<AuthenticityReport>,
): AuthenticityReports => ({
  insert: ({ id, ...report }) => records.insert([{ _id: id, ...report }]),
  byId: (id) => records.one({ _id: id }),
  list: (filter, request) =>
    records.page(handlingFilter('handledAt', filter), handlingOrder('handledAt', filter), request),
  handle: (id, { by, at, resolution }) =>
    records.change(
      { _id: id, handledAt: null },
      { $set: { handledAt: at, handledBy: by, resolution } },
    ),
})
