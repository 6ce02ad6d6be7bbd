import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import type { DeskBlocksView } from '../../../../../src/api/contract/desk-settings.js'
import { t } from '../../../lib/language/messages.js'
import classes from './block-form.module.css'
import type { FieldsProps } from './fields.js'

const words = t.deskForm

type Outcomes = DeskBlocksView['outcomes']['value']
type Outcome = Outcomes[number]

/** It takes a number out of every campaign, so the list may not go without it. */
const kept = 'wrong-number'

const idOf = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 40)

/** Gives what is new an id from its Spanish name; ids that tickets carry never change. */
export const withIds = (outcomes: Outcomes): Outcomes =>
  outcomes.map((outcome) =>
    outcome.id === '' ? { ...outcome, id: idOf(outcome.label.es) } : outcome,
  )

type LineProps = {
  outcome: Outcome
  place: number
  errorAt: (path: string) => string | null
  onChange: (outcome: Outcome) => void
  onRemove: () => void
}

const Line = ({ outcome, place, errorAt, onChange, onRemove }: LineProps) => {
  const name = (language: 'es' | 'pt') => (
    <TextInput
      className={classes.grow ?? ''}
      label={words.outcomeIn(place + 1, language)}
      maxLength={60}
      value={outcome.label[language]}
      error={errorAt(`${place}.label.${language}`)}
      onChange={(event) =>
        onChange({ ...outcome, label: { ...outcome.label, [language]: event.currentTarget.value } })
      }
    />
  )
  return (
    <li className={classes.line}>
      {name('es')}
      {name('pt')}
      <span className={classes.code}>{outcome.id === '' ? words.newOutcome : outcome.id}</span>
      <ActionIcon
        variant="default"
        size={36}
        disabled={outcome.id === kept}
        aria-label={words.removeNamed(outcome.label.es || words.newOutcome)}
        onClick={onRemove}
      >
        <IconTrash size={18} stroke={1.6} />
      </ActionIcon>
      {errorAt(`${place}.id`) ? <p className={classes.wrong}>{errorAt(`${place}.id`)}</p> : null}
    </li>
  )
}

export const OutcomeFields = ({ value, onChange, errorAt }: FieldsProps<Outcomes>) => (
  <>
    <ol className={classes.list}>
      {value.map((outcome, place) => (
        <Line
          key={place}
          outcome={outcome}
          place={place}
          errorAt={errorAt}
          onChange={(changed) => onChange(value.with(place, changed))}
          onRemove={() => onChange(value.toSpliced(place, 1))}
        />
      ))}
    </ol>
    <div>
      <Button
        size="xs"
        variant="default"
        onClick={() => onChange([...value, { id: '', label: { es: '', pt: '' } }])}
      >
        {words.addOutcome}
      </Button>
    </div>
  </>
)
