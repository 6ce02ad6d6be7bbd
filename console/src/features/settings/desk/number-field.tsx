import { TextInput } from '@mantine/core'
import classes from './block-form.module.css'

type NumberFieldProps = {
  label: string
  /** NaN while the field is empty. */
  value: number
  error: string | null
  short?: boolean
  onChange: (value: number) => void
}

/** A number to type; what the server takes is for the server to say. */
export const NumberField = ({ label, value, error, short, onChange }: NumberFieldProps) => (
  <TextInput
    type="number"
    step="any"
    min={0}
    className={(short ? classes.short : classes.grow) ?? ''}
    label={label}
    value={Number.isNaN(value) ? '' : value}
    error={error}
    onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
  />
)
