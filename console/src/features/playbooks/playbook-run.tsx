import { Checkbox, NativeSelect } from '@mantine/core'
import type { PlaybookRunView, PlaybookStepView } from '../../../../src/api/contract/playbook.js'
import { localized } from '../../lib/language/localized.js'
import { t } from '../../lib/language/messages.js'
import { Tag } from '../../ui/tag.js'
import classes from './playbook-panel.module.css'

const words = t.playbooks

type StepProps = {
  step: PlaybookStepView
  isNext: boolean
  mayTick: boolean
  onValue: (value: string | null) => void
}

const Step = ({ step, isNext, mayTick, onValue }: StepProps) => {
  const text = localized(step.text)
  return (
    <li className={classes.step} aria-current={isNext ? 'step' : undefined}>
      {step.options ? (
        <NativeSelect
          label={text}
          disabled={!mayTick}
          data={[
            { value: '', label: t.common.none },
            ...step.options.map(({ value, label }) => ({ value, label: localized(label) })),
          ]}
          value={step.value ?? ''}
          onChange={(event) => onValue(event.currentTarget.value || null)}
        />
      ) : (
        <Checkbox
          label={text}
          disabled={!mayTick}
          checked={step.value !== null}
          onChange={(event) => onValue(event.currentTarget.checked ? 'done' : null)}
        />
      )}
    </li>
  )
}

type PlaybookRunProps = {
  run: PlaybookRunView
  mayTick: boolean
  onTick: (step: string, value: string | null) => void
}

/** One playbook on this ticket; an answer opens the steps that follow from it. */
export const PlaybookRun = ({ run, mayTick, onTick }: PlaybookRunProps) => (
  <section className={classes.run} aria-label={localized(run.title)}>
    <h3>
      {localized(run.title)} {run.draft ? <Tag tone="soon">{words.draft}</Tag> : null}
    </h3>
    <ol className={classes.steps}>
      {run.steps.map((step) => (
        <Step
          key={step.id}
          step={step}
          isNext={step.id === run.next}
          mayTick={mayTick}
          onValue={(value) => onTick(step.id, value)}
        />
      ))}
    </ol>
    {run.next === null ? <Tag tone="good">{words.done}</Tag> : null}
  </section>
)
