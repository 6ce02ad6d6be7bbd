import type { IntentId } from '../intent.js'
import { textOf } from '../message.js'
import { numbersIn } from '../number-words.js'
import { plainText } from '../plain-text.js'
import { ticketToReopen } from '../reopening.js'
import type { Ticket } from '../ticket.js'
import type { Draft } from './draft.js'
import { contactDueAt, inWords } from './due.js'

/** The case a human closed a short while ago, when it can go on. */
const recentCase = (draft: Draft): Ticket | null => {
  const { evidence, conversation, texts, now } = draft.situation
  if (draft.session || evidence.activeTicket) return null
  const cause = { conversationId: conversation.id, kind: 'retention-survey', now } as const
  return ticketToReopen(evidence.tickets, cause, texts.settings)
}

/** The case goes on, without a word about it. False when there is none. */
export const reopenQuietly = (draft: Draft, reason: string): boolean => {
  const ticket = recentCase(draft)
  if (!ticket) return false
  draft.requestTicket({
    kind: ticket.kind,
    queue: 'retention',
    priority: 'normal',
    reason,
    product: ticket.product,
    session: null,
    dueAt: contactDueAt(draft, ticket.kind),
    escalated: false,
  })
  return true
}

/**
 * A message that goes on with the case an agent closed (issue 6: reopen within a window): the ticket is opened again and the
 * customer hears until when. False when there is no such case.
 */
export const followUp = (draft: Draft, reason: string): boolean => {
  const ticket = recentCase(draft)
  if (!ticket || !reopenQuietly(draft, reason)) return false
  draft.sayPhrase('humanTicketOpened', { hasta: inWords(draft, contactDueAt(draft, ticket.kind)) })
  return true
}

const courtesy: ReadonlySet<IntentId> = new Set<IntentId>(['saludo', 'gracias', 'despedida'])
const bareAnswer: ReadonlySet<IntentId> = new Set<IntentId>(['si', 'no'])

/**
 * The message quotes an agent's words: it is meant for them, unless it is a courtesy or a question that the bot can answer. A bare
 * yes or no is an answer to the agent.
 */
export const answersAgent = (draft: Draft): boolean => {
  const { evidence, understanding } = draft.situation
  if (!evidence.quotesAgent || !understanding) return false
  if (understanding.decision !== 'answer')
    return (
      understanding.alternatives[0] === undefined ||
      !courtesy.has(understanding.alternatives[0].intent)
    )
  return understanding.intents.every((intent) => bareAnswer.has(intent))
}

const wordsOfASentence = 3

/**
 * Of a message that the bot does not understand: whether it tells or asks something. A number, a star or a word is a rating or a
 * gesture, which opens nothing.
 */
export const saysMore = (draft: Draft): boolean => {
  const { message, evidence, conversation } = draft.situation
  const text = textOf(message.content)
  // Somebody must have spoken with this customer: nobody follows up on a case that they know nothing of.
  const spoke = evidence.tickets.some(
    (ticket) => ticket.conversationId === conversation.id && ticket.firstContactAt !== null,
  )
  if (text === null || !spoke || numbersIn(text) !== null) return false
  return plainText(text).split(' ').length >= wordsOfASentence
}
