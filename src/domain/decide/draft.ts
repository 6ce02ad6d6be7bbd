import { fillIn, type PhraseKey } from '../phrases.js'
import { ticketToReopen } from '../reopening.js'
import type { SatisfactionSurvey } from '../satisfaction.js'
import type { SurveyOutcome, SurveySession } from '../survey.js'
import type { Decision, TicketRequest } from './decision.js'
import type { Situation } from './situation.js'

/**
 * A decision being written. The handlers of one turn add to it in turn; the call script is asked for any number of times
 * and said once, at the end (two intents in one message, domain.md C3).
 */
export type Draft = {
  situation: Situation
  language: 'es' | 'pt'
  /** The survey session as this turn leaves it so far. */
  session: SurveySession | null
  say: (text: string) => void
  sayPhrase: (key: PhraseKey, variables?: Record<string, string>) => void
  phrase: (key: PhraseKey, variables?: Record<string, string>) => string
  callScript: () => void
  note: (code: string) => void
  changeConversation: (changes: Decision['conversation']) => void
  changeContact: (changes: Decision['contact']) => void
  setSession: (session: SurveySession | null) => void
  endSurvey: (session: SurveySession, outcome: SurveyOutcome) => void
  requestTicket: (request: Omit<TicketRequest, 'reopens'>) => void
  changeSatisfaction: (id: string, changes: Partial<Omit<SatisfactionSurvey, 'id'>>) => void
  markUnanswered: () => void
  reportAuthenticity: () => void
  finish: () => Decision
}

/** What a survey asked for is a case of its own, and an active ticket is raised: neither goes on with a closed one. */
const reopened = (
  { evidence, conversation, texts, now }: Situation,
  { session, kind }: Pick<TicketRequest, 'session' | 'kind'>,
): string | null => {
  if (session || evidence.activeTicket) return null
  const cause = { conversationId: conversation.id, kind, now }
  return ticketToReopen(evidence.tickets, cause, texts.settings)?.id ?? null
}

export const createDraft = (situation: Situation, language: 'es' | 'pt'): Draft => {
  const { phrases, settings } = situation.texts
  const decision: Decision = {
    replies: [],
    conversation: {},
    contact: {},
    tickets: [],
    ended: null,
    satisfaction: null,
    unanswered: false,
    authenticityReport: false,
    notes: [],
  }
  let wantsCallScript = false
  const phrase: Draft['phrase'] = (key, variables) =>
    fillIn(phrases[draft.language][key], variables)
  const draft: Draft = {
    situation,
    language,
    session: situation.conversation.survey,
    say: (text) => void decision.replies.push(text),
    sayPhrase: (key, variables) => {
      decision.notes.push(`say:${key}`)
      decision.replies.push(phrase(key, variables))
    },
    phrase,
    callScript: () => {
      wantsCallScript = true
    },
    note: (code) => void decision.notes.push(code),
    changeConversation: (changes) => void Object.assign(decision.conversation, changes),
    changeContact: (changes) => void Object.assign(decision.contact, changes),
    setSession: (session) => {
      draft.session = session
      decision.conversation.survey = session
    },
    endSurvey: (session, outcome) => {
      decision.ended = { session, outcome }
      decision.notes.push(`survey:${outcome}`)
      draft.setSession(null)
    },
    requestTicket: (request) => {
      if (decision.tickets.some(({ kind }) => kind === request.kind)) return
      const reopens = reopened(situation, request)
      decision.notes.push(`${reopens ? 'reopen' : 'ticket'}:${request.kind}`)
      decision.tickets.push({ ...request, reopens })
    },
    changeSatisfaction: (id, changes) => {
      decision.satisfaction = { id, changes }
    },
    markUnanswered: () => {
      decision.unanswered = true
    },
    reportAuthenticity: () => {
      decision.authenticityReport = true
    },
    finish: () => {
      if (wantsCallScript) {
        decision.notes.push('call-script')
        decision.replies.push(phrase('callScript', { numero: settings.callNumbers.callScript }))
      }
      return decision
    },
  }
  return draft
}
