import type { Contact } from '../domain/contact.js'
import type { NewId } from '../lib/ids.js'
import type { Collections } from '../store/store.js'
import { mergeContacts } from './merge-contacts.js'

export type Identity = { phone: string | null; lid: string | null; name: string | null }

/**
 * The one contact behind a phone number, a LID, or both (channels.md b4): the same customer may arrive under either, and the
 * link between the two may become known at any message. Makes the contact when it is new.
 */
export const resolveContact = async (
  collections: Collections,
  identity: Identity,
  fresh: { newId: NewId; now: Date },
): Promise<Contact> => {
  const byPhone = identity.phone ? await collections.contacts.byPhone(identity.phone) : null
  const byLid = identity.lid ? await collections.contacts.byLid(identity.lid) : null
  if (byPhone && byLid && byPhone.id !== byLid.id)
    return mergeContacts(collections, { staying: byPhone, leaving: byLid }, fresh)
  const known = byPhone ?? byLid
  if (known) return complete(collections, known, identity)
  const contact: Contact = {
    id: fresh.newId(),
    phone: identity.phone,
    lid: identity.lid,
    name: identity.name,
    language: null,
    nationalId: null,
    services: [],
    optedOutAt: null,
    wrongNumberAt: null,
    createdAt: fresh.now,
  }
  await collections.contacts.insert(contact)
  return contact
}

/** Adds what was not known; a name from our records is never overwritten by the name a phone shows. */
const complete = async (
  { contacts }: Collections,
  known: Contact,
  identity: Identity,
): Promise<Contact> => {
  const changes: Partial<Contact> = {}
  if (known.phone === null && identity.phone) changes.phone = identity.phone
  if (known.lid === null && identity.lid) changes.lid = identity.lid
  if (known.name === null && identity.name) changes.name = identity.name
  if (Object.keys(changes).length > 0) await contacts.update(known.id, changes)
  return { ...known, ...changes }
}
