import type { ReactNode } from 'react'
import type {
  ExplanationView,
  MessageExplanationView,
} from '../../../../src/api/contract/explanation.js'
import { percent, twoDigits } from '../../lib/figures.js'
import { t } from '../../lib/language/messages.js'
import { Bar } from '../../ui/bar.js'
import { Bones } from '../../ui/bones.js'
import { Dialog } from '../../ui/dialog.js'
import { Failure } from '../../ui/failure.js'
import { Scores } from '../../ui/scores.js'
import { Table } from '../../ui/table.js'
import classes from './explanation.module.css'
import { useExplanation } from './use-explanation.js'

const words = t.explain
const mostIntents = 3

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className={classes.part}>
    <h3>{title}</h3>
    {children}
  </section>
)

const outcome = ({ decision, answered, intent }: ExplanationView): string => {
  if (decision === 'answer') return words.decisions.answer(answered ?? intent)
  return words.decisions[decision]
}

const Now = ({ explanation }: { explanation: ExplanationView }) => {
  const { score, thresholds, alternatives } = explanation
  return (
    <>
      <Part title={words.now}>
        <p>{outcome(explanation)}</p>
        <p className="quiet">
          {words.score(twoDigits(score), twoDigits(thresholds.accept), percent(thresholds.tie))}
        </p>
      </Part>
      {alternatives.length === 0 ? null : (
        <Part title={words.best}>
          <Scores
            scores={alternatives
              .slice(0, mostIntents)
              .map(({ intent, score }) => ({ name: intent, score }))}
          />
        </Part>
      )}
    </>
  )
}

/** `>` in front: one idea after the other; `^` and `$`: where the message begins and ends. */
const readable = (feature: string): string =>
  feature
    .split(' ')
    .map((part) => part.replace(/^>/, '').replace(/^\^$/, words.start).replace(/^\$$/, words.end))
    .join(feature.startsWith('>') ? ' → ' : ' ')

const Features = ({ explanation }: { explanation: ExplanationView }) => {
  const { features, intent, knownShare } = explanation
  const largest = Math.max(...features.map(({ contribution }) => Math.abs(contribution)))
  if (features.length === 0) return <p className="quiet">{words.noFeatures}</p>
  return (
    <Part title={words.features(intent)}>
      <p className="quiet">{words.known(percent(knownShare))}</p>
      <Table label={words.features(intent)} columns={words.columns}>
        {features.map(({ feature, kind, contribution }) => (
          <tr key={`${kind} ${feature}`}>
            <th scope="row" className={classes.words}>
              {readable(feature)}
              <Bar share={Math.abs(contribution) / largest} isQuiet={contribution < 0} />
            </th>
            <td>{words.kinds[kind] ?? kind}</td>
            <td data-figures>{twoDigits(contribution)}</td>
          </tr>
        ))}
      </Table>
    </Part>
  )
}

const Explanation = ({ view }: { view: MessageExplanationView }) => {
  const { turn, explanation, isLive } = view
  const decided = [
    turn.intent === null
      ? t.conversation.notUnderstood
      : t.conversation.understood(turn.intent, twoDigits(turn.score ?? 0)),
  ]
  return (
    <div className={classes.explanation}>
      {isLive ? null : <p role="note">{words.otherModel}</p>}
      <Part title={words.read}>
        <p className={classes.words}>{turn.normalized}</p>
      </Part>
      <Part title={words.decided}>
        <p>{decided}</p>
        <ul className={classes.codes}>
          {turn.decisions.map((code, index) => (
            <li key={index}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
      </Part>
      <Now explanation={explanation} />
      <Features explanation={explanation} />
    </div>
  )
}

/** Why the bot took a message for what it did: what it read, what it decided, and which features spoke for it. */
export const ExplanationDialog = ({
  messageId,
  onClose,
}: {
  messageId: string
  onClose: () => void
}) => {
  const explanation = useExplanation(messageId)
  return (
    <Dialog title={words.title} onClose={onClose}>
      {explanation.data ? (
        <Explanation view={explanation.data} />
      ) : explanation.error ? (
        <Failure error={explanation.error} retry={() => void explanation.refetch()} />
      ) : (
        <Bones count={5} height={40} />
      )}
    </Dialog>
  )
}
