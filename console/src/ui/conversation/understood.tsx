import type { TurnView } from '../../../../src/api/contract/message.js'
import { t } from '../../lib/language/messages.js'

const inWords = (score: number): string =>
  score.toLocaleString(t.locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** What the bot took the customer to mean, beside its reply. */
export const Understood = ({ turn }: { turn: TurnView }) => {
  const others = turn.alternatives
    .filter(({ intent }) => intent !== turn.intent)
    .map(({ intent, score }) => `${intent} ${inWords(score)}`)
  const title = [
    turn.decisions.length > 0 ? `${t.conversation.decided}: ${turn.decisions.join(', ')}` : null,
    others.length > 0 ? `${t.conversation.alternatives}: ${others.join(', ')}` : null,
  ]
  return (
    <span title={title.filter((line) => line !== null).join('\n')}>
      {turn.intent === null
        ? t.conversation.notUnderstood
        : t.conversation.understood(turn.intent, inWords(turn.score ?? 0))}
    </span>
  )
}
