import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ClassifierView } from '../../../../src/api/contract/classifier.js'
import { t } from '../../lib/language/messages.js'
import { useCan } from '../../lib/session.js'
import { Bones } from '../../ui/bones.js'
import { Confirm } from '../../ui/confirm.js'
import { Failure } from '../../ui/failure.js'
import classes from './understanding.module.css'
import { useClassifier, useModelChange } from './use-classifier.js'

const words = t.understanding
/** As much of a hash as tells two models apart. */
const hashDigits = 8

const inWords = (model: ClassifierView['candidate']): string =>
  model ? words.model(model.hash.slice(0, hashDigits), model.intents) : words.none

const verbs = ['promote', 'discard', 'rollBack'] as const
type Verb = (typeof verbs)[number]

const paths: Record<Verb, string> = {
  promote: 'promote',
  discard: 'discard',
  rollBack: 'roll-back',
}

const isPossible = (verb: Verb, { candidate, previous }: ClassifierView): boolean =>
  (verb === 'rollBack' ? previous : candidate) !== null

const Actions = ({ classifier }: { classifier: ClassifierView }) => {
  const [asking, setAsking] = useState<Verb | null>(null)
  const change = useModelChange()
  const confirmed = () => {
    if (asking) change.mutate(paths[asking])
    setAsking(null)
  }
  return (
    <div className={classes.actions}>
      <Button
        variant="default"
        disabled={classifier.training}
        loading={change.isPending}
        onClick={() => change.mutate('train')}
      >
        {words.train}
      </Button>
      {verbs
        .filter((verb) => isPossible(verb, classifier))
        .map((verb) => (
          <Button key={verb} variant="default" onClick={() => setAsking(verb)}>
            {words[verb]}
          </Button>
        ))}
      {asking ? (
        <Confirm
          title={words[asking]}
          body={words.sure[asking]}
          action={words[asking]}
          onConfirm={confirmed}
          onCancel={() => setAsking(null)}
        />
      ) : null}
    </div>
  )
}

/** Which models there are; who manages the installation decides about them. */
export const Models = () => {
  const classifier = useClassifier()
  const mayDecide = useCan('channels:link')
  if (!classifier.data) {
    return classifier.error ? (
      <Failure error={classifier.error} retry={() => void classifier.refetch()} />
    ) : (
      <Bones count={2} height={40} />
    )
  }
  const { live, previous, candidate, training, lastFailure } = classifier.data
  return (
    <section className={classes.part}>
      <h2>{words.models}</h2>
      <dl className={classes.models}>
        <dt>{words.live}</dt>
        <dd>{inWords(live)}</dd>
        <dt>{words.previous}</dt>
        <dd>{inWords(previous)}</dd>
        <dt>{words.candidate}</dt>
        <dd>{inWords(candidate)}</dd>
      </dl>
      <div role="status">
        {training ? <p>{words.training}</p> : null}
        {lastFailure ? <p>{words.failure(lastFailure)}</p> : null}
      </div>
      {mayDecide ? <Actions classifier={classifier.data} /> : null}
    </section>
  )
}
