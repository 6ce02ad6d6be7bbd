import type { SatisfactionView } from '../../../../src/api/contract/protocol.js'
import { t } from '../../lib/language/messages.js'
import classes from './protocol-meter.module.css'

const words = t.satisfaction

const answer = ({ rating, status, reason }: SatisfactionView): string => {
  if (rating !== null) return `${'★'.repeat(rating)} ${words.stars(rating)}`
  return reason ? `${words.status[status]}: ${words.reasons[reason]}` : words.status[status]
}

/** What the customer answered after the close, or why nobody asked. */
export const SatisfactionFact = ({ satisfaction }: { satisfaction: SatisfactionView }) => (
  <div className={classes.rating}>
    <p>
      <strong>{words.title}</strong> {answer(satisfaction)}
    </p>
    {satisfaction.comment ? <blockquote>{satisfaction.comment}</blockquote> : null}
    {satisfaction.lateAnswers > 0 ? <p className="quiet">{words.late}</p> : null}
  </div>
)
