import type { Contact } from '../domain/contact.js'
import type { Conversation } from '../domain/conversation.js'
import type { Collections } from '../store/store.js'

const earlier = (a: Date | null, b: Date | null): Date | null =>
  a && b ? (a < b ? a : b) : (a ?? b)

/**
 * Two contacts turned out to be one person: the one known by phone stays (campaigns and records know it), everything of the
 * other moves over. One conversation and at most one active ticket remain; no message is lost.
 */
export const mergeContacts = async (
  collections: Collections,
  staying: Contact,
  leaving: Contact,
): Promise<Contact> => {
  for (const conversation of await collections.conversations.byContact(leaving.id)) {
    await moveConversation(collections, conversation, staying)
  }
  await collections.contacts.remove(leaving.id)
  const changes: Partial<Contact> = {
    lid: staying.lid ?? leaving.lid,
    name: staying.name ?? leaving.name,
    language: staying.language ?? leaving.language,
    nationalId: staying.nationalId ?? leaving.nationalId,
    services: staying.services.length > 0 ? staying.services : leaving.services,
    // A wish to be left alone is never lost in a merge.
    optedOutAt: earlier(staying.optedOutAt, leaving.optedOutAt),
    wrongNumberAt: earlier(staying.wrongNumberAt, leaving.wrongNumberAt),
  }
  await collections.contacts.update(staying.id, changes)
  return { ...staying, ...changes }
}

const moveConversation = async (
  collections: Collections,
  from: Conversation,
  contact: Contact,
): Promise<void> => {
  const into = await collections.conversations.find(contact.id, from.address)
  if (!into) {
    await collections.conversations.update(from.id, { contactId: contact.id })
    await collections.tickets.reassign(from.id, { conversationId: from.id, contactId: contact.id })
    await collections.surveyResponses.reassign(from.id, {
      conversationId: from.id,
      contactId: contact.id,
    })
    return
  }
  await closeSecondTicket(collections, from.id, into.id)
  const count = from.lastSeq
  const firstSeq = count > 0 ? await collections.conversations.takeSeqs(into.id, count) : 0
  const target = { conversationId: into.id, contactId: contact.id }
  await collections.messages.move(from.id, { ...target, firstSeq })
  await collections.tickets.reassign(from.id, target)
  await collections.surveyResponses.reassign(from.id, target)
  await collections.conversations.update(into.id, {
    survey: into.survey ?? from.survey,
    mode: into.mode.kind === 'human' ? into.mode : from.mode,
    callScriptAt: into.callScriptAt ?? from.callScriptAt,
    lastInboundAt: into.lastInboundAt ?? from.lastInboundAt,
  })
  await collections.conversations.remove(from.id)
}

/** Both halves had an active ticket: the one of the conversation that stays goes on, the other is closed with a note. */
const closeSecondTicket = async (
  { tickets }: Collections,
  fromConversationId: string,
  intoConversationId: string,
): Promise<void> => {
  const [second, first] = [
    await tickets.activeOf(fromConversationId),
    await tickets.activeOf(intoConversationId),
  ]
  if (!second || !first) return
  await tickets.replaceIf(
    second.id,
    { version: second.version },
    { status: 'closed', closedAt: second.dueAt, closeReason: `merged:${first.number}` },
  )
}
