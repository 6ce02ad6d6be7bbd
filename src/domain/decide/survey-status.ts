import { startSession } from '../survey-flow.js'
import type { SurveyResponse } from '../survey.js'
import type { Ticket } from '../ticket.js'
import type { Draft } from './draft.js'
import { contactDueAt, inWords } from './due.js'
import { reopenQuietly } from './follow-up.js'
import { sayFrequentAnswer } from './frequent-answer.js'
import { askAgain, surveyOf } from './survey-words.js'

/** A survey that was given up is taken up again where it was, with its answers. False when there is none. */
const resumeUnfinished = (draft: Draft): boolean => {
  const { evidence, texts, now, freshId } = draft.situation
  const last = evidence.responses[0]
  if (!last || last.outcome === 'completed') return false
  const survey = texts.survey(last.surveyId, last.surveyVersion)
  if (!survey) return false
  const session = startSession(survey, {
    id: freshId,
    now,
    campaignId: last.campaignId,
    answers: last.answers,
    state: 'running',
  })
  draft.note('survey:resumed')
  draft.setSession(session)
  askAgain(draft, survey, session)
  return true
}

const ticketOf = (draft: Draft, response: SurveyResponse): Ticket | null =>
  draft.situation.evidence.tickets.find(
    (ticket) => ticket.id === response.ticketId || ticket.surveySessionId === response.id,
  ) ?? null

/** Latest word of a human on the matter: the survey's own ticket or any later one. */
const contactedAt = (draft: Draft, response: SurveyResponse): Date | null => {
  const contacts = draft.situation.evidence.tickets
    .map(({ firstContactAt }) => firstContactAt)
    .filter((at) => at !== null && at.getTime() >= response.endedAt.getTime())
  return contacts[0] ?? null
}

const contactPromisedUntil = ({ clocks, dueAt }: Ticket): Date =>
  clocks.find(({ kind }) => kind === 'first-contact')?.dueAt ?? dueAt

/** A ticket that was closed without contact cannot keep what is promised here: it goes on, or another takes its place. */
const keepPromise = (draft: Draft, ticket: Ticket | null, dueAt: Date): void => {
  if (ticket?.status !== 'closed' || draft.situation.evidence.activeTicket) return
  draft.requestTicket({
    kind: ticket.kind,
    queue: 'retention',
    priority: 'high',
    reason: 'nobody-called',
    product: ticket.product,
    session: null,
    dueAt,
    escalated: false,
  })
}

const escalate = (draft: Draft, response: SurveyResponse, ticket: Ticket | null): void => {
  draft.requestTicket({
    kind: ticket?.status === 'closed' ? 'survey-escalation' : (ticket?.kind ?? 'survey-escalation'),
    queue: 'com-campanas-especificas',
    priority: 'urgent',
    reason: 'no-contact-after-survey',
    product: response.product,
    session: null,
    dueAt: contactDueAt(draft, 'survey-escalation'),
    escalated: true,
  })
  draft.sayPhrase('contactOverdueEscalated', { fecha: inWords(draft, response.endedAt) })
}

const answerCompleted = (draft: Draft, response: SurveyResponse): void => {
  const { now, texts, evidence } = draft.situation
  const contacted = contactedAt(draft, response)
  if (contacted) {
    draft.sayPhrase('contactAlreadyMade', { fecha: inWords(draft, contacted) })
    reopenQuietly(draft, 'nobody-called')
    return
  }
  // At the very moment of the promise the clock may have been faster than the customer.
  const escalatedAt = evidence.activeTicket?.escalatedAt ?? null
  if (escalatedAt)
    return draft.sayPhrase('contactAlreadyEscalated', { fecha: inWords(draft, escalatedAt) })
  const ticket = ticketOf(draft, response)
  const promisedUntil =
    ticket?.kind === 'retention-survey' && ticket.escalatedAt === null
      ? contactPromisedUntil(ticket)
      : new Date(response.endedAt.getTime() + texts.settings.contactWithinHours * 3_600_000)
  if (now.getTime() <= promisedUntil.getTime()) {
    keepPromise(draft, ticket, promisedUntil)
    return draft.sayPhrase('contactWithinTime', { hasta: inWords(draft, promisedUntil) })
  }
  escalate(draft, response, ticket)
}

/** Who waits for a call without a survey waits for their case: the truth about that one. False when there is none. */
const tellOfCase = (draft: Draft): boolean => {
  const { evidence, now } = draft.situation
  const ticket = evidence.activeTicket
  if (!ticket || ticket.kind === 'contact-data') return false
  const { firstContactAt, escalatedAt, dueAt } = ticket
  if (firstContactAt)
    draft.sayPhrase('contactAlreadyMade', { fecha: inWords(draft, firstContactAt) })
  else if (escalatedAt)
    draft.sayPhrase('contactAlreadyEscalated', { fecha: inWords(draft, escalatedAt) })
  else if (dueAt.getTime() > now.getTime())
    draft.sayPhrase('cancelTicketExists', { hasta: inWords(draft, dueAt) })
  else return false
  return true
}

/**
 * domain.md A6, "I answered the survey and nobody called". Escalates only when the survey was sent, all of it was answered,
 * and the promised time is over without contact; otherwise says what is true.
 */
export const nobodyCalled = (draft: Draft): void => {
  const { evidence, texts } = draft.situation
  if (draft.session) {
    draft.sayPhrase('surveyNotFinished', { horas: String(texts.settings.contactWithinHours) })
    return
  }
  const completed = evidence.responses.find(({ outcome }) => outcome === 'completed')
  const last = evidence.responses[0]
  if (completed && last?.outcome === 'completed') return answerCompleted(draft, completed)
  if (last) {
    draft.sayPhrase('surveyNotFinished', { horas: String(texts.settings.contactWithinHours) })
    if (resumeUnfinished(draft)) return
  }
  if (completed) return answerCompleted(draft, completed)
  if (!last && !tellOfCase(draft)) {
    draft.sayPhrase('surveyNeverSent')
    draft.callScript()
  }
}

/** intents.md `encuesta_retencion`: what it is for; resumes one that is open or was left half way. */
export const asksAboutSurvey = (draft: Draft): void => {
  const session = draft.session
  const survey = session ? surveyOf(draft, session) : null
  if (survey) return draft.say(survey.explanation[draft.language])
  sayFrequentAnswer(draft, 'encuesta_retencion')
  if (!resumeUnfinished(draft)) draft.sayPhrase('surveyNoneOpen')
}
