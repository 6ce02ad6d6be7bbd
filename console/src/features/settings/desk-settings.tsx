import type { DeskSettingsView } from '../../../../src/api/contract/desk.js'
import { t } from '../../lib/language/messages.js'
import { outcomesOf, useDeskSettings } from '../../lib/tickets/use-desk-settings.js'
import { Row } from './row.js'
import classes from './settings-page.module.css'

const words = t.deskSettings

const Rows = ({ settings }: { settings: DeskSettingsView }) => {
  const { assignment, reopenWithinHours, waitAtMostDays, raiseAgainMinutes } = settings
  return (
    <dl className={classes.rows}>
      <Row name={words.outcomes}>
        {outcomesOf(settings)
          .map(({ name }) => name)
          .join(', ')}
      </Row>
      <Row name={words.assignment}>{words.modes[assignment.mode]}</Row>
      <Row name={words.capacity}>{words.tickets(assignment.capacity)}</Row>
      <Row name={words.releaseAfter}>{t.time.minutes(assignment.releaseAfterMinutes)}</Row>
      <Row name={words.reopenWithin}>{t.settings.hours(reopenWithinHours)}</Row>
      <Row name={words.waitAtMost}>{t.time.days(waitAtMostDays)}</Row>
      <Row name={words.raiseAgain}>{t.time.minutes(raiseAgainMinutes)}</Row>
    </dl>
  )
}

/** What governs the agents' desk, for who may not change it. */
export const DeskSettings = () => {
  const settings = useDeskSettings()
  if (!settings) return null
  return (
    <section aria-labelledby="desk-settings">
      <h2 id="desk-settings">{words.title}</h2>
      <p className="quiet">{t.deskForm.readOnly}</p>
      <Rows settings={settings} />
    </section>
  )
}
