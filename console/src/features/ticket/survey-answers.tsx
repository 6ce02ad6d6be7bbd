import type { AnswerView } from '../../../../src/api/contract/ticket.js'
import { t } from '../../lib/language/messages.js'
import classes from './customer-card.module.css'

/** What the customer answered in the survey that made the ticket. */
export const SurveyAnswers = ({ answers }: { answers: AnswerView[] }) => {
  if (answers.length === 0) return <p className="quiet">{t.card.noAnswers}</p>
  return (
    <table className={classes.answers} aria-label={t.card.answers}>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{t.card.question}</th>
          <th scope="col">{t.card.answer}</th>
        </tr>
      </thead>
      <tbody>
        {answers.map((answer) => (
          <tr key={answer.questionId}>
            <th scope="row">{answer.question}</th>
            <td>{answer.answer}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
