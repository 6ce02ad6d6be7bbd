import type { TurnView } from '../../../../src/api/contract/message.js'
import { t } from '../../lib/language/messages.js'
import classes from './what-happened.module.css'

const mostShown = 5

const scoresOf = (turn: TurnView): { intent: string; score: number }[] => {
  const chosen = turn.intent === null ? [] : [{ intent: turn.intent, score: turn.score ?? 0 }]
  return [...chosen, ...turn.alternatives.filter(({ intent }) => intent !== turn.intent)].slice(
    0,
    mostShown,
  )
}

/** Answers to a question and messages for a human are not classified: nothing failed there. */
const whyNone = (turn: TurnView): string =>
  turn.alternatives.length > 0 ? t.simulator.noIntent : t.simulator.notClassified

/** What the message could have meant, most likely first, each with its score. */
export const IntentScores = ({ turn }: { turn: TurnView }) => (
  <>
    {turn.intent === null ? <p className="quiet">{whyNone(turn)}</p> : null}
    <ul className={classes.scores}>
      {scoresOf(turn).map(({ intent, score }) => (
        <li key={intent} data-chosen={intent === turn.intent || undefined}>
          <span className={classes.intent}>{intent}</span>
          <span className="figures">
            {score.toLocaleString(t.locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })}
          </span>
          <span className={classes.track} aria-hidden>
            <span style={{ width: `${Math.round(Math.min(1, Math.max(0, score)) * 100)}%` }} />
          </span>
        </li>
      ))}
    </ul>
  </>
)
