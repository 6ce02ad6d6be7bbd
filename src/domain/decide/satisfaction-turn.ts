import { textOf } from '../message.js'
import { readSatisfaction, type SatisfactionAnswer } from '../satisfaction-answer.js'
import { hourMs, isOver, type SatisfactionSurvey } from '../satisfaction.js'
import type { Draft } from './draft.js'
import { asksSomething } from './off-topic.js'

type Rating = Extract<SatisfactionAnswer, { kind: 'rating' }>

const hoursLater = (now: Date, hours: number): Date => new Date(now.getTime() + hours * hourMs)

const rate = (draft: Draft, survey: SatisfactionSurvey, { rating, comment }: Rating): void => {
  const { now, texts } = draft.situation
  draft.note(`satisfaction:${rating}`)
  draft.changeSatisfaction(survey.id, {
    status: comment === null ? 'rated' : 'done',
    rating,
    comment,
    ratedAt: survey.ratedAt ?? now,
    expiresAt: hoursLater(now, texts.satisfaction.commentWithinHours),
  })
}

const takeRating = (draft: Draft, survey: SatisfactionSurvey, answer: Rating): void => {
  const corrects = survey.rating !== null
  rate(draft, survey, answer)
  draft.sayPhrase(
    answer.comment === null && !corrects ? 'satisfactionAskComment' : 'satisfactionThanks',
  )
}

/** A number that is none of 1 to 5: asked again once, then left alone. */
const askAgain = (draft: Draft, survey: SatisfactionSurvey): boolean => {
  if (survey.misses > 0) return false
  draft.note('satisfaction:miss')
  draft.changeSatisfaction(survey.id, { misses: survey.misses + 1 })
  draft.sayPhrase('satisfactionReask')
  return true
}

const takeComment = (draft: Draft, survey: SatisfactionSurvey, text: string): boolean => {
  if (asksSomething(draft.situation.understanding, text)) return false
  draft.note('satisfaction:comment')
  draft.changeSatisfaction(survey.id, { status: 'done', comment: text.trim() })
  draft.sayPhrase('satisfactionThanks')
  return true
}

/** The answer came when the time was over: it stays a message, is noted, and rates nothing (users-ask.md 2.11). */
const takeLate = (draft: Draft, survey: SatisfactionSurvey): void => {
  const { message, now } = draft.situation
  draft.note('satisfaction:late')
  draft.changeSatisfaction(survey.id, {
    late: [...survey.late, { messageId: message.id, at: now }],
  })
  draft.sayPhrase('satisfactionLate')
}

const takeInTime = (draft: Draft, survey: SatisfactionSurvey, text: string): boolean => {
  const answer = readSatisfaction(text, draft.situation.texts.satisfaction)
  if (answer.kind === 'rating') {
    takeRating(draft, survey, answer)
    return true
  }
  if (survey.status === 'asked') return answer.kind === 'out-of-range' && askAgain(draft, survey)
  if (answer.kind !== 'thanks') return takeComment(draft, survey, text)
  // Thanked for: nothing more is expected, and the thanks get the stock line.
  draft.changeSatisfaction(survey.id, { status: 'done' })
  return false
}

/**
 * A text while the customer may be answering the satisfaction survey. True when it was an answer and nothing else is to be said
 * or done; thanks and other matters are not. A retention survey that runs comes first: a number is meant for it.
 */
export const takeSatisfaction = (draft: Draft, text: string): boolean => {
  const { evidence, now, texts } = draft.situation
  const survey = evidence.satisfaction
  if (!survey || draft.session || (survey.status !== 'asked' && survey.status !== 'rated'))
    return false
  if (!isOver(survey, now)) return takeInTime(draft, survey, text)
  const late = survey.status === 'asked' && readSatisfaction(text, texts.satisfaction)
  if (!late || late.kind !== 'rating') return false
  takeLate(draft, survey)
  return true
}

/** While a human has the conversation: a bare rating still counts, and nothing is said. */
export const rateInSilence = (draft: Draft): void => {
  const { evidence, message, now, texts } = draft.situation
  const survey = evidence.satisfaction
  const text = textOf(message.content)
  if (survey?.status !== 'asked' || text === null || isOver(survey, now)) return
  const answer = readSatisfaction(text, texts.satisfaction)
  if (answer.kind === 'rating') rate(draft, survey, { ...answer, comment: null })
}
