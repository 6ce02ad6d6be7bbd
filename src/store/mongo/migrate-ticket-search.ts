import type { Connection } from 'mongoose'
import { searchKeysOf } from '../../domain/ticket-search.js'

type StoredTicket = { _id: string; contactId: string; number: number }
type StoredContact = { _id: string; name: string | null; phone: string | null }

/** Tickets of earlier versions are found by name, phone and number too. */
export const fillTicketSearch = async (connection: Connection): Promise<void> => {
  const tickets = connection.collection<StoredTicket>('tickets')
  const contacts = connection.collection<StoredContact>('contacts')
  const fields = { contactId: 1, number: 1 }
  for await (const ticket of tickets.find({ searchKeys: { $exists: false } }).project(fields)) {
    const { _id, contactId, number } = ticket as StoredTicket
    const contact = await contacts.findOne({ _id: contactId })
    await tickets.updateOne({ _id }, { $set: { searchKeys: searchKeysOf(contact, number) } })
  }
}
