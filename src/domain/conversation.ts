import type { ChatAddress } from './inbound.js'
import type { SurveySession } from './survey.js'

export type Language = 'es' | 'pt'

/** Who answers: the bot, or a human through a ticket (the bot is silent until the ticket is closed). */
export type ConversationMode = { kind: 'bot' } | { kind: 'human'; ticketId: string }

/** A question of the bot that the next message may answer, outside the survey. */
export type PendingQuestion =
  | { kind: 'which-intent'; intents: string[]; at: Date }
  | {
      kind: 'mail-subject'
      step: 'national-id' | 'full-name' | 'service'
      nationalId: string | null
      fullName: string | null
      at: Date
    }

export type Conversation = {
  id: string
  contactId: string
  address: ChatAddress
  mode: ConversationMode
  survey: SurveySession | null
  pendingQuestion: PendingQuestion | null
  language: Language
  /** The last seq given out. */
  lastSeq: number
  /** Raised by every write of a turn. */
  version: number
  lastInboundAt: Date | null
  lastMessageAt: Date | null
  /** When the call script last answered something out of scope; one per quiet period. */
  callScriptAt: Date | null
  /** Times in a row the customer wrote the very same words; the loop breaker (users-ask.md 2.2). */
  botStreak: number
  /** Answered turns of the current minute (security.md 34). */
  burst: { since: Date; count: number } | null
  /** Normalised text of the last inbound message, to notice a robot that repeats itself. */
  lastInboundText: string | null
  lastIntent: string | null
  /** When that was. */
  lastIntentAt: Date | null
  unread: number
  createdAt: Date
}
