import { Schema } from 'mongoose'
import type { Contact } from '../../domain/contact.js'
import type { Contacts } from '../store.js'
import { defineCollection } from './collection.js'
import { where } from './records.js'
import type { Records } from './records.js'
import type { TicketSearch } from './ticket-search.js'

export const contactsCollection = defineCollection<Contact>('contacts', {
  phone: String,
  lid: String,
  name: String,
  language: String,
  nationalId: String,
  services: [Schema.Types.Mixed],
  optedOutAt: Date,
  wrongNumberAt: Date,
  createdAt: Date,
})

/** The index is partial on the type; MongoDB takes it only for a query that says the type too. */
const known = (value: string) => where({ $eq: value, $type: 'string' })

export const createContacts = (
  records: Records<Contact, Record<never, never>>,
  search: Pick<TicketSearch, 'refresh'>,
): Contacts => ({
  byId: (id) => records.one({ _id: id }),
  byIds: (ids) => records.many({ _id: where({ $in: ids }) }),
  byPhone: (phone) => records.one({ phone: known(phone) }),
  byLid: (lid) => records.one({ lid: known(lid) }),
  insert: ({ id, ...contact }) => records.insert([{ _id: id, ...contact }]),
  update: async (id, changes) => {
    await records.update(id, { $set: changes })
    if (changes.name !== undefined || changes.phone !== undefined) await search.refresh(id)
  },
  remove: async (id) => {
    await records.remove({ _id: id })
  },
  count: () => records.size(),
})
