import type { Contact } from '../../domain/contact.js'
import { isPhoneKey, searchKeysOf } from '../../domain/ticket-search.js'
import type { Ticket } from '../../domain/ticket.js'
import type { TicketFilter } from '../ticket-collections.js'
import { where } from './records.js'
import type { Filter, Records } from './records.js'

type TicketRecords = Pick<Records<Ticket, { searchKeys: string[] }>, 'pick' | 'set'>

export type TicketSearch = {
  /** What a ticket of this customer is found by. */
  keysOf: (contactId: string, number: number) => Promise<string[]>
  /** The customer's name or number changed: their tickets are found by the new one. */
  refresh: (contactId: string) => Promise<void>
}

const ticketsOfContact = 200

export const createTicketSearch = (
  tickets: TicketRecords,
  contacts: Pick<Records<Contact>, 'one'>,
): TicketSearch => ({
  keysOf: async (contactId, number) => searchKeysOf(await contacts.one({ _id: contactId }), number),
  refresh: async (contactId) => {
    const found = await tickets.pick({ contactId }, { fields: ['number'], limit: ticketsOfContact })
    if (found.length === 0) return
    const contact = await contacts.one({ _id: contactId })
    for (const { _id: id, number } of found) {
      await tickets.set({ _id: id }, { $set: { searchKeys: searchKeysOf(contact, number ?? 0) } })
    }
  },
})

const oneOfThese = (keys: readonly string[]) => ({
  searchKeys: keys.length === 1 ? keys[0] : where({ $in: keys }),
})

/** A hidden number must not be found digit by digit: only where this agent sees it anyway (`maySeePhone`). */
const visibleTo = (agentId: string, keys: readonly string[]): Filter => {
  const others = keys.filter((key) => !isPhoneKey(key))
  const seen: Filter[] = [{ assigneeId: agentId, active: true }, { status: 'open' }]
  return { $or: others.length === 0 ? seen : [oneOfThese(others), ...seen] }
}

/** One condition for each term of the search. */
export const searchFilter = ({ terms, phonesOf }: NonNullable<TicketFilter['search']>): Filter[] =>
  terms.flatMap((keys) =>
    phonesOf === null || !keys.some(isPhoneKey)
      ? [oneOfThese(keys)]
      : [oneOfThese(keys), visibleTo(phonesOf, keys)],
  )
