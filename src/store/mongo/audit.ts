import type { AuditEntry } from '../../domain/records.js'
import type { Audit } from '../store.js'
import { defineCollection } from './collection.js'
import type { Records } from './records.js'

export const auditCollection = defineCollection<AuditEntry>('audit', {
  at: Date,
  agentId: String,
  action: String,
  subject: String,
})

export const createAudit = (records: Records<AuditEntry>): Audit => ({
  append: ({ id, ...entry }) => records.insert([{ _id: id, ...entry }]),
})
