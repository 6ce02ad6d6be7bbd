import { z } from 'zod'
import type { Contact } from './contact.js'
import type { Conversation } from './conversation.js'

const wordList = z.array(z.string().min(1))

/** The file `conversations/satisfaction.json`. */
export const satisfactionSettings = z.strictObject({
  enabled: z.boolean(),
  /** A rating counts for this long after it was asked for. */
  expireAfterHours: z.number().positive(),
  /** A comment is taken for this long after the rating. */
  commentWithinHours: z.number().positive(),
  /** One customer is not asked again within this time. */
  againAfterHours: z.number().nonnegative(),
  /** The customer must have written within this time, else the question would come out of the blue. */
  windowHours: z.number().positive(),
  /** Outcomes after which nobody is asked: nobody talked. */
  outcomesWithoutTalk: wordList,
  /** Words that rate, lower case and without accents: `{"excelente": 5}`. */
  ratingWords: z.record(z.string(), z.number().int().min(1).max(5)),
  /** Thanks and refusals: they neither rate nor comment, and they end the wait for a comment. */
  thanksWords: wordList,
})
export type SatisfactionSettings = z.infer<typeof satisfactionSettings>

export const notSentReasons = [
  'disabled',
  'opted-out',
  'wrong-number',
  'no-contact',
  'survey-open',
  'outside-window',
  'protocol-incomplete',
  'asked-recently',
] as const
export type NotSentReason = (typeof notSentReasons)[number]

/**
 * The satisfaction survey of one ticket, under the ticket's id: at most one is ever sent. `asked`: waits for the rating;
 * `rated`: waits for a comment or has none; `done`: nothing more is expected.
 */
export type SatisfactionSurvey = {
  id: string
  conversationId: string
  contactId: string
  /** Who closed the ticket: the one who is rated. */
  agentId: string
  status: 'not-sent' | 'asked' | 'rated' | 'done'
  reason: NotSentReason | null
  messageId: string | null
  rating: number | null
  comment: string | null
  /** Times an answer was a number but not 1 to 5; asked again once. */
  misses: number
  /** Answers that came when the time was over: kept as messages, not counted. */
  late: { messageId: string; at: Date }[]
  closedAt: Date
  askedAt: Date | null
  ratedAt: Date | null
  /** When the rating, then the comment, is no longer taken. */
  expiresAt: Date | null
}

export const hourMs = 3_600_000

export const isOver = (survey: Pick<SatisfactionSurvey, 'expiresAt'>, now: Date): boolean =>
  survey.expiresAt === null || survey.expiresAt <= now

/** As people see it: a question that nobody answered in time is `expired`. */
export const shownStatus = (
  survey: SatisfactionSurvey,
  now: Date,
): SatisfactionSurvey['status'] | 'expired' =>
  survey.status === 'asked' && isOver(survey, now) ? 'expired' : survey.status

type Closing = {
  settings: SatisfactionSettings
  contact: Pick<Contact, 'optedOutAt' | 'wrongNumberAt'>
  conversation: Pick<Conversation, 'survey' | 'lastInboundAt'>
  outcome: string
  /** The closing check and the goodbye were done. */
  ready: boolean
  /** The customer's survey before this one. */
  previous: Pick<SatisfactionSurvey, 'askedAt'> | null
  now: Date
}

const within = (since: Date | null, hours: number, now: Date): boolean =>
  since !== null && now.getTime() - since.getTime() < hours * hourMs

/** Why the customer is not asked after this close; null when they are. The first reason that holds, the strongest first. */
export const whyNotSent = (closing: Closing): NotSentReason | null => {
  const { settings, contact, conversation, outcome, ready, previous, now } = closing
  const reasons: [NotSentReason, boolean][] = [
    ['disabled', !settings.enabled],
    ['wrong-number', outcome === 'wrong-number' || contact.wrongNumberAt !== null],
    ['opted-out', contact.optedOutAt !== null],
    ['no-contact', settings.outcomesWithoutTalk.includes(outcome)],
    ['survey-open', conversation.survey !== null],
    ['protocol-incomplete', !ready],
    ['outside-window', !within(conversation.lastInboundAt, settings.windowHours, now)],
    ['asked-recently', within(previous?.askedAt ?? null, settings.againAfterHours, now)],
  ]
  return reasons.find(([, holds]) => holds)?.[0] ?? null
}
