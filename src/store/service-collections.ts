import type { PlaybookRun } from '../domain/playbook.js'
import type { ProtocolClosing, TicketProtocol } from '../domain/protocol.js'
import type { QuizAttempt, QuizKey } from '../domain/quiz.js'
import type { AgentRatings } from '../domain/satisfaction-figures.js'
import type { SatisfactionSurvey } from '../domain/satisfaction.js'
import type { Page, PageRequest } from '../lib/page.js'

export type TicketProtocols = {
  byId: (ticketId: string) => Promise<TicketProtocol | null>
  /** Makes the record when the ticket has none. */
  save: (protocol: TicketProtocol) => Promise<void>
  /** The ends of tickets in this time, newest first. */
  closings: (from: Date, to: Date, limit: number) => Promise<ProtocolClosing[]>
}

export type PlaybookRuns = {
  byId: (id: string) => Promise<PlaybookRun | null>
  /** In the order they were started. */
  ofTicket: (ticketId: string) => Promise<PlaybookRun[]>
  /** Throws `DomainError('conflict')` when the ticket follows this playbook already. */
  insert: (run: PlaybookRun) => Promise<void>
  setMarks: (id: string, marks: PlaybookRun['marks']) => Promise<void>
}

export type SatisfactionSurveys = {
  byId: (ticketId: string) => Promise<SatisfactionSurvey | null>
  save: (survey: SatisfactionSurvey) => Promise<void>
  update: (id: string, changes: Partial<Omit<SatisfactionSurvey, 'id'>>) => Promise<void>
  /** Newest first, also those that were not sent. */
  latestOfContact: (contactId: string, limit: number) => Promise<SatisfactionSurvey[]>
  /** Newest first. */
  list: (filter: { agentId?: string }, page: PageRequest) => Promise<Page<SatisfactionSurvey>>
  /** Of every survey whose ticket was closed in this time, `to` excluded. */
  ratings: (filter: { agentId?: string; from: Date; to: Date }) => Promise<AgentRatings[]>
  /** Moves those of a conversation (a merged contact). */
  reassign: (
    fromConversationId: string,
    to: { conversationId: string; contactId: string },
  ) => Promise<void>
}

export type QuizKeys = {
  ofQuiz: (quizId: string) => Promise<QuizKey[]>
  save: (key: QuizKey) => Promise<void>
}

export type QuizAttempts = {
  insert: (attempt: QuizAttempt) => Promise<void>
  /** Newest first. */
  list: (
    filter: { quizId: string; agentId?: string },
    page: PageRequest,
  ) => Promise<Page<QuizAttempt>>
}

/** What the service protocol keeps. */
export type ServiceCollections = {
  ticketProtocols: TicketProtocols
  playbookRuns: PlaybookRuns
  satisfactionSurveys: SatisfactionSurveys
  quizKeys: QuizKeys
  quizAttempts: QuizAttempts
}
