import { currentQuestion, progress } from '../survey-flow.js'
import type { Survey, SurveyQuestion, SurveySession } from '../survey.js'
import type { Draft } from './draft.js'

const withOptions = (question: SurveyQuestion, intro: string, language: 'es' | 'pt'): string =>
  question.kind === 'choice'
    ? [
        intro,
        ...question.options.map((option, index) => `${index + 1}. ${option.label[language]}`),
      ].join('\n')
    : intro

/** The question as asked, its options numbered below it. */
export const questionText = (question: SurveyQuestion, language: 'es' | 'pt'): string =>
  withOptions(question, question.text[language], language)

/** Said after an answer that was not understood. */
export const reaskText = (question: SurveyQuestion, language: 'es' | 'pt'): string =>
  withOptions(question, question.reask[language], language)

/** The survey a session runs, in the version it pins; null when that version is no longer there. */
export const surveyOf = (draft: Draft, session: SurveySession): Survey | null =>
  draft.situation.texts.survey(session.surveyId, session.surveyVersion) ?? null

export const askCurrent = (draft: Draft, survey: Survey, session: SurveySession): void => {
  draft.note(`ask:${session.question}`)
  draft.say(questionText(currentQuestion(survey, session), draft.language))
}

/** Answers to another matter were given: says where the survey was and asks the same question again. */
export const askAgain = (draft: Draft, survey: Survey, session: SurveySession): void => {
  const { number, total } = progress(survey, session)
  const where = draft.phrase('surveyWhereWeWere', { numero: String(number), total: String(total) })
  draft.note(`ask-again:${session.question}`)
  draft.say(`${where}\n${questionText(currentQuestion(survey, session), draft.language)}`)
}
