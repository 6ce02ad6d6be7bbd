import type { Texts } from '../domain/decide/situation.js'
import type { DomainEvent } from '../domain/events.js'
import { responseOf } from '../domain/survey-flow.js'
import { followUp } from '../domain/survey-follow-up.js'
import type { NewId } from '../lib/ids.js'
import type { Collections } from '../store/store.js'
import { queueReplies, type Performed } from './perform.js'

/** Reminds or ends the survey of one conversation, if it is still due when read in the transaction. */
export const followUpSurvey = async (
  collections: Collections,
  conversationId: string,
  given: { now: Date; newId: NewId; texts: Texts },
): Promise<Performed | null> => {
  const conversation = await collections.conversations.byId(conversationId)
  const contact = conversation ? await collections.contacts.byId(conversation.contactId) : null
  if (!conversation?.survey || !contact) return null
  const { surveyId, surveyVersion } = conversation.survey
  const { now, newId, texts } = given
  const next = followUp(texts.survey(surveyId, surveyVersion), conversation, contact, now)
  if (next.kind === 'nothing') return null
  const ids = await queueReplies(collections, conversation, next.texts, { now, newId })
  if (next.kind === 'expire') {
    const end = {
      conversationId,
      contactId: contact.id,
      outcome: 'expired' as const,
      now,
      ticketId: null,
    }
    await collections.surveyResponses.insert(responseOf(next.session, end))
  }
  await collections.conversations.update(conversationId, {
    survey: next.kind === 'expire' ? null : next.session,
    ...(ids.length > 0 ? { lastMessageAt: now } : {}),
  })
  const events = ids.map((messageId): DomainEvent => ({
    id: newId(),
    at: now,
    kind: 'message.added',
    conversationId,
    ticketId: null,
    messageId,
    agentId: null,
  }))
  await collections.events.append(events)
  return { events, replies: ids.length, answeredByBot: false }
}
