import type { AuthenticityReport } from '../../domain/records.js'
import type { AuthenticityReports } from '../store.js'
import { defineCollection } from './collection.js'
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
  },
)

const newestFirst = { field: 'at', direction: -1, kind: 'date' } as const

export const createAuthenticityReports = (
  records: Records<AuthenticityReport>,
): AuthenticityReports => ({
  insert: ({ id, ...report }) => records.insert([{ _id: id, ...report }]),
  list: (request) => records.page({}, newestFirst, request),
})
