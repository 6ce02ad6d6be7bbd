import type { Contact } from '../../domain/contact.js'
import { formatPhone, maskPhone } from '../../domain/phone.js'
import type { ContactView, Named } from '../contract/common.js'

const unknownContact = { name: null, phone: null, phoneDisplay: null, phoneMasked: false }

/** A contact for a screen; who may not see the number gets its first and last digits. */
export const presentContact = (
  contact: Contact | null,
  { contactId, maySeePhone }: { contactId: string; maySeePhone: boolean },
): ContactView => {
  if (contact === null) return { id: contactId, ...unknownContact }
  const { id, name, phone } = contact
  if (phone === null) return { ...unknownContact, id, name }
  const masked = maskPhone(phone)
  return maySeePhone
    ? { id, name, phone, phoneDisplay: formatPhone(phone), phoneMasked: false }
    : { id, name, phone: masked, phoneDisplay: masked, phoneMasked: true }
}

/** Null stays null; an agent who is gone keeps the id. */
export const presentNamed = (
  id: string | null,
  names: ReadonlyMap<string, string>,
): Named | null => (id === null ? null : { id, name: names.get(id) ?? id })
