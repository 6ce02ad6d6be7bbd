import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import type { DeskBlocksView } from '../../../../../src/api/contract/desk-settings.js'
import { t } from '../../../lib/language/messages.js'
import classes from './block-form.module.css'
import type { FieldsProps } from './fields.js'

const words = t.deskForm

type Hours = DeskBlocksView['hours']['value']
type Day = Exclude<keyof Hours, 'holidays'>
type Shift = Hours[Day][number]

const days = Object.keys(words.days) as Day[]
const newShift: Shift = ['09:00', '17:00']

type ShiftsProps = {
  day: Day
  shifts: Shift[]
  error: string | null
  onChange: (shifts: Shift[]) => void
}

const Shifts = ({ day, shifts, error, onChange }: ShiftsProps) => {
  const time = (place: number, end: 0 | 1) => (
    <TextInput
      type="time"
      className={classes.short ?? ''}
      aria-label={words.shift(words.days[day], place + 1, end)}
      value={shifts[place]?.[end] ?? ''}
      error={error !== null}
      onChange={(event) =>
        onChange(
          shifts.map((shift, index) =>
            index === place ? (shift.with(end, event.currentTarget.value) as Shift) : shift,
          ),
        )
      }
    />
  )
  return (
    <fieldset className={classes.set}>
      <legend>{words.days[day]}</legend>
      {shifts.length === 0 ? <p className="quiet">{words.closed}</p> : null}
      {shifts.map((_, place) => (
        <div key={place} className={classes.line}>
          {time(place, 0)}
          {time(place, 1)}
          <ActionIcon
            variant="default"
            size={36}
            aria-label={words.removeShift(words.days[day], place + 1)}
            onClick={() => onChange(shifts.toSpliced(place, 1))}
          >
            <IconTrash size={18} stroke={1.6} />
          </ActionIcon>
        </div>
      ))}
      {error ? <p className={classes.wrong}>{error}</p> : null}
      <div>
        <Button
          size="xs"
          variant="default"
          aria-label={words.addShiftOn(words.days[day])}
          onClick={() => onChange([...shifts, newShift])}
        >
          {words.addShift}
        </Button>
      </div>
    </fieldset>
  )
}

type DatesProps = {
  title: string
  add: string
  dates: string[]
  error: string | null
  onChange: (dates: string[]) => void
}

const Dates = ({ title, add, dates, error, onChange }: DatesProps) => (
  <fieldset className={classes.set}>
    <legend>{title}</legend>
    {dates.map((date, place) => (
      <div key={place} className={classes.line}>
        <TextInput
          type="date"
          aria-label={`${title} ${place + 1}`}
          value={date}
          error={error !== null}
          onChange={(event) => onChange(dates.with(place, event.currentTarget.value))}
        />
        <ActionIcon
          variant="default"
          size={36}
          aria-label={words.removeNamed(date)}
          onClick={() => onChange(dates.toSpliced(place, 1))}
        >
          <IconTrash size={18} stroke={1.6} />
        </ActionIcon>
      </div>
    ))}
    {error ? <p className={classes.wrong}>{error}</p> : null}
    <div>
      <Button size="xs" variant="default" onClick={() => onChange([...dates, ''])}>
        {add}
      </Button>
    </div>
  </fieldset>
)

/** When business hours run: shifts of each day of the week, and the days on which nobody works. */
export const HoursFields = ({ value, onChange, errorAt }: FieldsProps<Hours>) => {
  const { holidays } = value
  const setHolidays = (change: Partial<Hours['holidays']>) =>
    onChange({ ...value, holidays: { ...holidays, ...change } })
  return (
    <>
      {days.map((day) => (
        <Shifts
          key={day}
          day={day}
          shifts={value[day]}
          error={errorAt(day)}
          onChange={(shifts) => onChange({ ...value, [day]: shifts })}
        />
      ))}
      <fieldset className={classes.set}>
        <legend>{words.holidays}</legend>
        <Checkbox
          label={words.national}
          checked={holidays.national}
          onChange={(event) => setHolidays({ national: event.currentTarget.checked })}
        />
      </fieldset>
      <Dates
        title={words.moreHolidays}
        add={words.addDay}
        dates={holidays.add}
        error={errorAt('holidays.add')}
        onChange={(add) => setHolidays({ add })}
      />
      <Dates
        title={words.workedHolidays}
        add={words.addDay}
        dates={holidays.remove}
        error={errorAt('holidays.remove')}
        onChange={(remove) => setHolidays({ remove })}
      />
    </>
  )
}
