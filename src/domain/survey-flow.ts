import type { ParsedAnswer } from './survey-answer.js'
import type {
  Survey,
  SurveyAnswer,
  SurveyOutcome,
  SurveyQuestion,
  SurveyResponse,
  SurveySession,
} from './survey.js'
import type { TicketPriority } from './ticket.js'

const hourMs = 3_600_000

type Conditions = readonly { question: string; oneOf: readonly string[] }[]

const holds = (conditions: Conditions, answers: readonly SurveyAnswer[]): boolean =>
  conditions.every(({ question, oneOf }) =>
    answers.some(
      (answer) =>
        answer.question === question && answer.values.some((value) => oneOf.includes(value)),
    ),
  )

/** The questions that are asked, given the answers so far (a `when` may leave one out). */
export const askedQuestions = (
  survey: Survey,
  answers: readonly SurveyAnswer[],
): SurveyQuestion[] =>
  survey.questions.filter((question) => !question.when || holds([question.when], answers))

const firstUnanswered = (
  survey: Survey,
  answers: readonly SurveyAnswer[],
): SurveyQuestion | undefined =>
  askedQuestions(survey, answers).find(
    (question) => !answers.some((answer) => answer.question === question.id),
  )

/** The question a session waits for. Throws when the survey does not have it: the session pins another version. */
export const currentQuestion = (survey: Survey, session: SurveySession): SurveyQuestion => {
  const question = survey.questions.find(({ id }) => id === session.question)
  if (!question) throw new Error(`Survey ${survey.id} has no question ${session.question}.`)
  return question
}

/** 1-based place of the current question among those asked, and how many there are. */
export const progress = (
  survey: Survey,
  session: SurveySession,
): { number: number; total: number } => {
  const asked = askedQuestions(survey, session.answers)
  const index = asked.findIndex(({ id }) => id === session.question)
  return { number: index + 1, total: asked.length }
}

/** When the next reminder is due, or the expiry when no reminder is left. Counted from the last activity. */
const nextDue = (survey: Survey, lastActivityAt: Date, remindersSent: number): Date => {
  const hours = survey.remindAfterHours[remindersSent] ?? survey.expireAfterHours
  return new Date(lastActivityAt.getTime() + hours * hourMs)
}

/** A new run of the survey; `answers` of an earlier run that was given up are taken over (A6: resume it). */
export const startSession = (
  survey: Survey,
  start: {
    id: string
    now: Date
    campaignId: string | null
    answers?: readonly SurveyAnswer[]
    state: SurveySession['state']
  },
): SurveySession => {
  const answers = [...(start.answers ?? [])]
  const question = firstUnanswered(survey, answers) ?? survey.questions.at(-1)
  if (!question) throw new Error(`Survey ${survey.id} has no questions.`)
  return {
    id: start.id,
    surveyId: survey.id,
    surveyVersion: survey.version,
    product: survey.product,
    campaignId: start.campaignId,
    state: start.state,
    question: question.id,
    answers,
    misses: 0,
    startedAt: start.now,
    lastActivityAt: start.now,
    remindersSent: 0,
    nextDueAt: nextDue(survey, start.now, 0),
  }
}

const touched = (survey: Survey, session: SurveySession, now: Date): SurveySession => ({
  ...session,
  lastActivityAt: now,
  remindersSent: 0,
  nextDueAt: nextDue(survey, now, 0),
})

/** Answers to questions that a changed answer leaves out go, and with them those to questions behind them. */
const stillAsked = (survey: Survey, answers: readonly SurveyAnswer[]): SurveyAnswer[] => {
  const asked = new Set(askedQuestions(survey, answers).map(({ id }) => id))
  const kept = answers.filter(({ question }) => asked.has(question))
  return kept.length === answers.length ? kept : stillAsked(survey, kept)
}

/** The session after an answer to its current question; `completed` when none is left. */
export const withAnswer = (
  survey: Survey,
  session: SurveySession,
  answer: ParsedAnswer,
  now: Date,
): { session: SurveySession; completed: boolean } => {
  const answers = stillAsked(survey, [
    ...session.answers.filter(({ question }) => question !== session.question),
    { question: session.question, values: answer.values, text: answer.text, at: now },
  ])
  const next = firstUnanswered(survey, answers)
  const advanced = touched(survey, { ...session, state: 'running', answers, misses: 0 }, now)
  return next
    ? { session: { ...advanced, question: next.id }, completed: false }
    : { session: advanced, completed: true }
}

/** One question back, its answer taken out; null at the first question. */
export const oneBack = (
  survey: Survey,
  session: SurveySession,
  now: Date,
): SurveySession | null => {
  const asked = askedQuestions(survey, session.answers)
  const previous = asked[asked.findIndex(({ id }) => id === session.question) - 1]
  if (!previous) return null
  const answers = session.answers.filter(({ question }) => question !== previous.id)
  return touched(survey, { ...session, answers, question: previous.id, misses: 0 }, now)
}

/** The session after an answer that was not understood. */
export const withMiss = (survey: Survey, session: SurveySession, now: Date): SurveySession =>
  touched(survey, { ...session, misses: session.misses + 1 }, now)

/** The session after its reminder went out. Reminders that fell due together (we were away) count as one. */
export const afterReminder = (survey: Survey, session: SurveySession, now: Date): SurveySession => {
  const silentMs = now.getTime() - session.lastActivityAt.getTime()
  const due = survey.remindAfterHours.filter((hours) => hours * hourMs <= silentMs).length
  const remindersSent = Math.max(session.remindersSent + 1, due)
  return {
    ...session,
    remindersSent,
    nextDueAt: nextDue(survey, session.lastActivityAt, remindersSent),
  }
}

/** True once the time for the last reminder and the expiry is over. */
export const isExpired = (survey: Survey, session: SurveySession, now: Date): boolean =>
  now.getTime() - session.lastActivityAt.getTime() >= survey.expireAfterHours * hourMs

/** The first rule of the survey that holds decides; `normal` when none does. */
export const priorityOf = (survey: Survey, answers: readonly SurveyAnswer[]): TicketPriority =>
  survey.priorities.find((rule) => holds(rule.when, answers))?.priority ?? 'normal'

/** What is kept of a session that ended. The response has the session's id: one session, one response. */
export const responseOf = (
  session: SurveySession,
  end: {
    conversationId: string
    contactId: string
    outcome: SurveyOutcome
    now: Date
    ticketId: string | null
  },
): SurveyResponse => ({
  id: session.id,
  conversationId: end.conversationId,
  contactId: end.contactId,
  surveyId: session.surveyId,
  surveyVersion: session.surveyVersion,
  product: session.product,
  campaignId: session.campaignId,
  outcome: end.outcome,
  answers: session.answers,
  startedAt: session.startedAt,
  endedAt: end.now,
  ticketId: end.ticketId,
})
