import type { Contact } from '../domain/contact.js'
import type { Conversation } from '../domain/conversation.js'
import type { ChatAddress } from '../domain/inbound.js'
import type { Clock } from '../lib/clock.js'
import type { NewId } from '../lib/ids.js'
import type { Collections } from '../store/store.js'
import { resolveContact, type Identity } from './resolve-contact.js'

export type OpenConversation = (
  collections: Collections,
  whom: Identity & { address: ChatAddress },
  deps: { clock: Clock; newId: NewId },
) => Promise<{ contact: Contact; conversation: Conversation }>

/** The contact and the one conversation it has on this account, both made when they are new. */
export const openConversation: OpenConversation = async (collections, whom, deps) => {
  const now = deps.clock.now()
  const contact = await resolveContact(collections, whom, { newId: deps.newId, now })
  const known = await collections.conversations.find(contact.id, whom.address)
  if (known) return { contact, conversation: await readdress(collections, known, whom) }
  const conversation = freshConversation(contact, whom.address, { id: deps.newId(), now })
  await collections.conversations.insert(conversation)
  return { contact, conversation }
}

/** A chat first seen under a LID is addressed by phone once that is known. */
const readdress = async (
  { conversations }: Collections,
  known: Conversation,
  whom: Identity & { address: ChatAddress },
): Promise<Conversation> => {
  if (known.address.chat === whom.address.chat || !whom.phone) return known
  await conversations.update(known.id, { address: whom.address })
  return { ...known, address: whom.address }
}

const freshConversation = (
  contact: Contact,
  address: ChatAddress,
  { id, now }: { id: string; now: Date },
): Conversation => ({
  id,
  contactId: contact.id,
  address: { channel: address.channel, account: address.account, chat: address.chat },
  mode: { kind: 'bot' },
  survey: null,
  pendingQuestion: null,
  language: contact.language ?? 'es',
  lastSeq: 0,
  version: 0,
  lastInboundAt: null,
  lastMessageAt: null,
  callScriptAt: null,
  botStreak: 0,
  burst: null,
  lastInboundText: null,
  lastIntent: null,
  lastIntentAt: null,
  unread: 0,
  createdAt: now,
})
