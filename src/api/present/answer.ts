import { formatPhone, maskPhone, parsePhone } from '../../domain/phone.js'
import type { Survey, SurveyAnswer, SurveyQuestion } from '../../domain/survey.js'
import type { Ticket } from '../../domain/ticket.js'
import type { AnswerView } from '../contract/ticket.js'

const hidden = (written: string): string => {
  const phone = parsePhone(written)
  return phone === null ? '••••' : maskPhone(phone)
}

const phoneInWords = ({ values, text }: SurveyAnswer, maySeePhone: boolean): string => {
  const number = values[0] ?? text ?? ''
  return maySeePhone ? formatPhone(number) : hidden(number)
}

const inWords = (answer: SurveyAnswer, question: SurveyQuestion | undefined): string => {
  const { values, text } = answer
  if (question?.kind !== 'choice')
    return [values.join(', '), text].filter((part) => part !== null && part !== '').join(': ')
  const labels = values.map(
    (value) => question.options.find((option) => option.value === value)?.label.es ?? value,
  )
  const { otherwise } = question
  const free = otherwise !== undefined && values.includes(otherwise) ? text : null
  return free ? `${labels.join(', ')}: ${free}` : labels.join(', ')
}

/** What was asked and answered, in the words of the survey; the ids where that survey is gone. */
export const presentAnswers = (
  ticket: Pick<Ticket, 'surveyId' | 'surveyVersion' | 'answers'>,
  surveys: readonly Survey[],
  maySeePhone: boolean,
): AnswerView[] => {
  const survey =
    surveys.find(
      (known) => known.id === ticket.surveyId && known.version === ticket.surveyVersion,
    ) ?? surveys.find((known) => known.id === ticket.surveyId)
  return ticket.answers.map((answer) => {
    const question = survey?.questions.find((asked) => asked.id === answer.question)
    return {
      questionId: answer.question,
      question: (question?.name ?? question?.text)?.es ?? answer.question,
      answer:
        question?.kind === 'phone' ? phoneInWords(answer, maySeePhone) : inWords(answer, question),
      at: answer.at.toISOString(),
    }
  })
}
