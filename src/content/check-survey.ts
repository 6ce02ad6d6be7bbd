import { plainText } from '../domain/plain-text.js'
import type { LocalizedText, Survey, SurveyQuestion } from '../domain/survey.js'
import type { Report } from './faults.js'
import { surveyThanksVariables, unknownVariables } from './text-variables.js'

type Fault = (place: string, fault: string) => void

/** What the schema cannot see: names that must be unique, references that must point backwards, variables. */
export const checkSurvey = (file: string, survey: Survey, report: Report): void => {
  const fault: Fault = (place, text) => report(file, place, text)
  checkQuestions(survey, fault)
  checkPriorities(survey, fault)
  checkTimes(survey, fault)
  checkTexts(survey, fault)
}

/** The values an answer to the question can have, or null when it is free. */
const valuesOf = (question: SurveyQuestion): string[] | null => {
  if (question.kind === 'scale') return ['1', '2', '3', '4', '5']
  if (question.kind !== 'choice') return null
  const values = question.options.map(({ value }) => value)
  return question.otherwise === undefined ? values : [...values, question.otherwise]
}

type Condition = { question: string; oneOf: string[] }

const checkCondition = (
  condition: Condition,
  questions: readonly SurveyQuestion[],
  fault: (text: string) => void,
): void => {
  const asked = questions.find(({ id }) => id === condition.question)
  if (!asked) return fault(`there is no question ${condition.question} before it`)
  const values = valuesOf(asked)
  if (!values) return fault(`the question ${condition.question} has no fixed answers`)
  for (const value of condition.oneOf) {
    if (!values.includes(value)) fault(`${value} is no answer to ${condition.question}`)
  }
}

const checkScaleWords = (
  words: Readonly<Record<string, readonly string[]>>,
  fault: (text: string) => void,
): void => {
  const all = Object.values(words).flat()
  for (const phrase of new Set(all)) {
    if (all.indexOf(phrase) !== all.lastIndexOf(phrase)) fault(`"${phrase}" is said twice`)
    if (phrase !== plainText(phrase)) fault(`write "${phrase}" without accents, in lower case`)
  }
}

const checkQuestions = (survey: Survey, fault: Fault): void => {
  survey.questions.forEach((question, index) => {
    const place = `questions.${question.id}`
    const earlier = survey.questions.slice(0, index)
    if (earlier.some(({ id }) => id === question.id)) fault(place, 'the id is there twice')
    if (question.when)
      checkCondition(question.when, earlier, (text) => fault(`${place}.when`, text))
    if (question.kind === 'scale') checkScaleWords(question.words, (text) => fault(place, text))
    if (question.kind !== 'choice') return
    const values = question.options.map(({ value }) => value)
    if (new Set(values).size < values.length) fault(place, 'two options have the same value')
  })
}

const checkPriorities = (survey: Survey, fault: Fault): void => {
  survey.priorities.forEach(({ when }, index) => {
    for (const condition of when) {
      checkCondition(condition, survey.questions, (text) => fault(`priorities.${index}`, text))
    }
  })
}

const checkTimes = (survey: Survey, fault: Fault): void => {
  const times = [...survey.remindAfterHours, survey.expireAfterHours]
  if (times.some((hours, index) => index > 0 && hours <= (times[index - 1] ?? 0))) {
    fault('remindAfterHours', 'reminders must come one after the other and before expireAfterHours')
  }
}

const checkTexts = (survey: Survey, fault: Fault): void => {
  const check = (place: string, texts: LocalizedText, known: readonly string[] = []): void => {
    for (const locale of ['es', 'pt'] as const) {
      for (const variable of unknownVariables(texts[locale], known)) {
        fault(`${place}.${locale}`, `nothing fills ${variable}`)
      }
    }
  }
  check('thanks', survey.thanks, surveyThanksVariables)
  for (const key of ['title', 'explanation', 'cancelled', 'expired', 'reminder'] as const) {
    check(key, survey[key])
  }
  for (const question of survey.questions) {
    check(`questions.${question.id}.text`, question.text)
    check(`questions.${question.id}.reask`, question.reask)
    if (question.kind !== 'choice') continue
    for (const { value, label } of question.options) {
      check(`questions.${question.id}.options.${value}`, label)
    }
  }
}
