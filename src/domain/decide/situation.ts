import type { LedgerRow } from '../campaign.js'
import type { Contact } from '../contact.js'
import type { Conversation } from '../conversation.js'
import type { FrequentQuestion, IntentId, Understanding } from '../intent.js'
import type { Message } from '../message.js'
import type { Phrases } from '../phrases.js'
import type { SatisfactionSettings, SatisfactionSurvey } from '../satisfaction.js'
import type { BusinessSettings } from '../settings.js'
import type { LocalizedText, Survey, SurveyResponse } from '../survey.js'
import type { Ticket } from '../ticket.js'

/** The words of the business, as loaded from its files. */
export type Texts = {
  phrases: Phrases
  settings: BusinessSettings
  satisfaction: SatisfactionSettings
  questions: ReadonlyMap<IntentId, FrequentQuestion>
  titles: ReadonlyMap<IntentId, LocalizedText>
  /** The survey under this id and version; undefined when that version is gone. */
  survey: (id: string, version: number) => Survey | undefined
}

/** What the store knows that an honest answer needs; each list newest first. */
export type Evidence = {
  ledger: readonly LedgerRow[]
  responses: readonly SurveyResponse[]
  tickets: readonly Ticket[]
  activeTicket: Ticket | null
  /** The newest satisfaction survey of the conversation that went out. */
  satisfaction?: SatisfactionSurvey | null
  /** The message answers (quotes) one of an agent's. */
  quotesAgent?: boolean
}

/** Everything one turn depends on. The same situation always gives the same decision. */
export type Situation = {
  now: Date
  /** A fresh id, for a survey session that may start in this turn. */
  freshId: string
  message: Message
  contact: Contact
  conversation: Conversation
  /** Null for what has no words. */
  understanding: Understanding | null
  evidence: Evidence
  texts: Texts
}
