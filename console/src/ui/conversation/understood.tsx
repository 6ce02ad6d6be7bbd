import { use } from 'react'
import type { TurnView } from '../../../../src/api/contract/message.js'
import { ExplainContext } from '../../lib/conversation/explain-context.js'
import { twoDigits } from '../../lib/figures.js'
import { t } from '../../lib/language/messages.js'
import type { Answered } from './arrange.js'
import classes from './understood.module.css'

const inShort = ({ intent, score }: TurnView): string =>
  intent === null
    ? t.conversation.notUnderstood
    : t.conversation.understood(intent, twoDigits(score ?? 0))

const inFull = (turn: TurnView): string => {
  const others = turn.alternatives
    .filter(({ intent }) => intent !== turn.intent)
    .map(({ intent, score }) => `${intent} ${twoDigits(score)}`)
  return [
    turn.decisions.length > 0 ? `${t.conversation.decided}: ${turn.decisions.join(', ')}` : null,
    others.length > 0 ? `${t.conversation.alternatives}: ${others.join(', ')}` : null,
  ]
    .filter((line) => line !== null)
    .join('\n')
}

/** What the bot took the customer to mean, beside its reply; a press tells why. */
export const Understood = ({ answered: { messageId, turn } }: { answered: Answered }) => {
  const explain = use(ExplainContext)
  const short = inShort(turn)
  if (!explain || turn.normalized === null) return <span title={inFull(turn)}>{short}</span>
  return (
    <button
      type="button"
      className={classes.button}
      title={inFull(turn)}
      aria-label={t.explain.open(short)}
      aria-haspopup="dialog"
      onClick={() => explain(messageId)}
    >
      {short}
    </button>
  )
}
