import type { Contact } from '../domain/contact.js'
import type { Conversation } from '../domain/conversation.js'
import type { Ticket } from '../domain/ticket.js'
import type { NewId } from '../lib/ids.js'
import type { Collections } from '../store/store.js'

type Fresh = { newId: NewId; now: Date }

const earlier = (a: Date | null, b: Date | null): Date | null =>
  a && b ? (a < b ? a : b) : (a ?? b)

/**
 * Two contacts turned out to be one person: the one known by phone stays (campaigns and records know it), everything of the
 * other moves over. One conversation and at most one active ticket remain; no message is lost.
 */
export const mergeContacts = async (
  collections: Collections,
  { staying, leaving }: { staying: Contact; leaving: Contact },
  fresh: Fresh,
): Promise<Contact> => {
  for (const conversation of await collections.conversations.byContact(leaving.id)) {
    await moveConversation(collections, conversation, staying, fresh)
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
  fresh: Fresh,
): Promise<void> => {
  const into = await collections.conversations.find(contact.id, from.address)
  await tellDesk(collections, { from: from.id, to: into?.id ?? from.id }, fresh)
  if (!into) {
    await collections.conversations.update(from.id, { contactId: contact.id })
    await collections.tickets.reassign(from.id, { conversationId: from.id, contactId: contact.id })
    await collections.surveyResponses.reassign(from.id, {
      conversationId: from.id,
      contactId: contact.id,
    })
    await collections.satisfactionSurveys.reassign(from.id, {
      conversationId: from.id,
      contactId: contact.id,
    })
    await collections.notes.reassign(from.id, { conversationId: from.id, contactId: contact.id })
    return
  }
  const goesOn = await closeSecondTicket(collections, from.id, into.id, fresh.now)
  const count = from.lastSeq
  const firstSeq = count > 0 ? await collections.conversations.takeSeqs(into.id, count) : 0
  const target = { conversationId: into.id, contactId: contact.id }
  await collections.messages.move(from.id, { ...target, firstSeq })
  await collections.tickets.reassign(from.id, target)
  await collections.surveyResponses.reassign(from.id, target)
  await collections.satisfactionSurveys.reassign(from.id, target)
  await collections.notes.reassign(from.id, target)
  await collections.conversations.update(into.id, {
    survey: into.survey ?? from.survey,
    mode: mergedMode(into, from, goesOn),
    callScriptAt: into.callScriptAt ?? from.callScriptAt,
    lastInboundAt: into.lastInboundAt ?? from.lastInboundAt,
  })
  await collections.conversations.remove(from.id)
}

/** Screens that show the half that goes away, or its ticket, must look again. */
const tellDesk = async (
  { tickets, events }: Collections,
  conversation: { from: string; to: string },
  { newId, now }: Fresh,
): Promise<void> => {
  const ticket = await tickets.activeOf(conversation.from)
  const about = { at: now, conversationId: conversation.to, messageId: null, agentId: null }
  await events.append([
    { id: newId(), kind: 'conversation.changed', ...about, ticketId: ticket?.id ?? null },
    ...(ticket
      ? [{ id: newId(), kind: 'ticket.changed' as const, ...about, ticketId: ticket.id }]
      : []),
  ])
}

/** A human's conversation stays with the humans, under a ticket that can still be closed: else the bot is silent for ever. */
const mergedMode = (
  into: Conversation,
  from: Conversation,
  goesOn: Ticket | null,
): Conversation['mode'] => {
  if (into.mode.kind === 'human' || from.mode.kind === 'bot') return into.mode
  return goesOn ? { kind: 'human', ticketId: goesOn.id } : from.mode
}

/**
 * Both halves had an active ticket: the one of the conversation that stays goes on and is returned, the other is closed with a
 * note. Null when there was nothing to close.
 */
const closeSecondTicket = async (
  { tickets }: Collections,
  fromConversationId: string,
  intoConversationId: string,
  now: Date,
): Promise<Ticket | null> => {
  const [second, first] = [
    await tickets.activeOf(fromConversationId),
    await tickets.activeOf(intoConversationId),
  ]
  if (!second || !first) return null
  const closeReason = `merged:${first.number}`
  await tickets.replaceIf(
    second.id,
    { version: second.version },
    {
      status: 'closed',
      closedAt: now,
      closeReason,
      history: [...second.history, { at: now, by: 'system', kind: 'closed', detail: closeReason }],
    },
  )
  return first
}
