import type { TurnView } from '../../../../src/api/contract/message.js'
import { t } from '../../lib/language/messages.js'
import { Scores } from '../../ui/scores.js'
import type { Score } from '../../ui/scores.js'

const mostShown = 5

const scoresOf = ({ intent: chosen, score, alternatives }: TurnView): Score[] => {
  const others = alternatives.filter(({ intent }) => intent !== chosen)
  return [
    ...(chosen === null ? [] : [{ name: chosen, score: score ?? 0, isChosen: true }]),
    ...others.map((each) => ({ name: each.intent, score: each.score, isChosen: false })),
  ].slice(0, mostShown)
}

/** Answers to a question and messages for a human are not classified: nothing failed there. */
const whyNone = (turn: TurnView): string =>
  turn.alternatives.length > 0 ? t.simulator.noIntent : t.simulator.notClassified

/** What the message could have meant, most likely first, each with its score. */
export const IntentScores = ({ turn }: { turn: TurnView }) => (
  <>
    {turn.intent === null ? <p className="quiet">{whyNone(turn)}</p> : null}
    <Scores scores={scoresOf(turn)} />
  </>
)
