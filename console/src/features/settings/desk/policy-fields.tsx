import { Checkbox, NativeSelect } from '@mantine/core'
import type { DeskBlocksView } from '../../../../../src/api/contract/desk-settings.js'
import { t } from '../../../lib/language/messages.js'
import classes from './block-form.module.css'
import type { FieldsProps } from './fields.js'
import { NumberField } from './number-field.js'

const words = t.deskForm

type Policies = DeskBlocksView['policies']['value']
type Kind = keyof Policies
type Policy = Policies[Kind]
type Target = Policy['nextReply']
type Counting = 'business' | 'calendar' | 'none' | 'business-settings'

const kinds = Object.keys(t.ticket.kinds) as Kind[]

const clocks = [
  { field: 'firstContact', kind: 'first-contact' },
  { field: 'nextReply', kind: 'next-reply' },
  { field: 'resolution', kind: 'resolution' },
] as const
type Clock = (typeof clocks)[number]

const usualHours = 24

const countingOf = (target: Target | undefined): Counting =>
  target === undefined ? 'business-settings' : target === null ? 'none' : target.counted

/** `firstContact` alone may be left out: then the contact time of the business settings holds. */
const countings = (field: Clock['field']) =>
  (['calendar', 'business', 'none', 'business-settings'] as const)
    .filter((counting) => counting !== 'business-settings' || field === 'firstContact')
    .map((counting) => ({ value: counting, label: words.countings[counting] }))

const counted = (policy: Policy, field: Clock['field'], counting: Counting): Policy => {
  const { [field]: before, ...others } = policy
  // The contract lets only `firstContact` be left out, and only it is offered so.
  if (counting === 'business-settings') return others as Policy
  const hours = before?.hours ?? usualHours
  return { ...policy, [field]: counting === 'none' ? null : { hours, counted: counting } }
}

type ClockFieldsProps = FieldsProps<Policy> & { clock: Clock; of: string }

const ClockFields = ({ value, onChange, errorAt, clock, of }: ClockFieldsProps) => {
  const { field, kind } = clock
  const target = value[field]
  const name = t.ticket.clocks[kind]
  const escalates = value.escalateOn.includes(kind)
  return (
    <div role="group" aria-label={`${of}: ${name}`} className={classes.line}>
      <NativeSelect
        className={classes.grow ?? ''}
        label={name}
        data={countings(field)}
        value={countingOf(target)}
        onChange={(event) => onChange(counted(value, field, event.currentTarget.value as Counting))}
      />
      {target ? (
        <NumberField
          short
          label={words.hours}
          value={target.hours}
          error={errorAt(`${field}.hours`)}
          onChange={(hours) => onChange({ ...value, [field]: { ...target, hours } })}
        />
      ) : null}
      <Checkbox
        className={classes.check ?? ''}
        label={words.escalates}
        checked={escalates}
        onChange={() =>
          onChange({
            ...value,
            escalateOn: escalates
              ? value.escalateOn.filter((each) => each !== kind)
              : [...value.escalateOn, kind],
          })
        }
      />
    </div>
  )
}

/** Within which time what is promised to whom, for each kind of ticket. */
export const PolicyFields = ({ value, onChange, errorAt }: FieldsProps<Policies>) =>
  kinds.map((kind) => (
    <fieldset key={kind} className={classes.set}>
      <legend>{t.ticket.kinds[kind]}</legend>
      {clocks.map((clock) => (
        <ClockFields
          key={clock.kind}
          clock={clock}
          of={t.ticket.kinds[kind]}
          value={value[kind]}
          errorAt={(path) => errorAt(`${kind}.${path}`)}
          onChange={(policy) => onChange({ ...value, [kind]: policy })}
        />
      ))}
    </fieldset>
  ))
