import { NativeSelect } from '@mantine/core'
import type { DeskBlocksView } from '../../../../../src/api/contract/desk-settings.js'
import { t } from '../../../lib/language/messages.js'
import classes from './block-form.module.css'
import type { FieldsProps } from './fields.js'
import { NumberField } from './number-field.js'

const words = t.deskForm

type Reopening = DeskBlocksView['reopening']['value']
type Assignment = DeskBlocksView['assignment']['value']
type Escalation = DeskBlocksView['escalation']['value']

export const ReopeningFields = ({ value, onChange, errorAt }: FieldsProps<Reopening>) => (
  <div className={classes.pair}>
    <NumberField
      label={words.reopenWithin}
      value={value.reopenWithinHours}
      error={errorAt('reopenWithinHours')}
      onChange={(reopenWithinHours) => onChange({ ...value, reopenWithinHours })}
    />
    <NumberField
      label={words.waitAtMost}
      value={value.waitAtMostDays}
      error={errorAt('waitAtMostDays')}
      onChange={(waitAtMostDays) => onChange({ ...value, waitAtMostDays })}
    />
  </div>
)

const modes = Object.entries(t.deskSettings.modes).map(([mode, label]) => ({ value: mode, label }))

export const AssignmentFields = ({ value, onChange, errorAt }: FieldsProps<Assignment>) => (
  <div className={classes.pair}>
    <NativeSelect
      label={t.deskSettings.assignment}
      data={modes}
      value={value.mode}
      error={errorAt('mode')}
      onChange={(event) =>
        onChange({ ...value, mode: event.currentTarget.value as Assignment['mode'] })
      }
    />
    <NumberField
      label={t.deskSettings.capacity}
      value={value.capacity}
      error={errorAt('capacity')}
      onChange={(capacity) => onChange({ ...value, capacity })}
    />
    <NumberField
      label={words.releaseAfter}
      value={value.releaseAfterMinutes}
      error={errorAt('releaseAfterMinutes')}
      onChange={(releaseAfterMinutes) => onChange({ ...value, releaseAfterMinutes })}
    />
  </div>
)

export const EscalationFields = ({ value, onChange, errorAt }: FieldsProps<Escalation>) => (
  <div className={classes.pair}>
    <NumberField
      label={words.raiseAgain}
      value={value.raiseAgainMinutes}
      error={errorAt('raiseAgainMinutes')}
      onChange={(raiseAgainMinutes) => onChange({ raiseAgainMinutes })}
    />
  </div>
)
