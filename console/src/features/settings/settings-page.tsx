import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { SettingsView } from '../../../../src/api/contract/report.js'
import { t } from '../../lib/language/messages.js'
import { keys } from '../../lib/query-keys.js'
import { request } from '../../lib/request.js'
import { useCan } from '../../lib/session.js'
import { Bones } from '../../ui/bones.js'
import { Failure } from '../../ui/failure.js'
import { Page } from '../../ui/page.js'
import { DeskForms } from './desk/desk-forms.js'
import { DeskSettings } from './desk-settings.js'
import { Row } from './row.js'
import classes from './settings-page.module.css'

const words = t.settings

const CallNumbers = ({ settings }: { settings: SettingsView }) => (
  <section aria-labelledby="call-numbers">
    <h2 id="call-numbers">{words.callNumbers}</h2>
    <dl className={classes.rows}>
      <Row name={words.callScript}>
        <strong className="figures">{settings.callNumbers.callScript}</strong>
      </Row>
      <Row name={words.equipment}>
        <strong className="figures">{settings.callNumbers.equipment}</strong>
      </Row>
    </dl>
    {settings.callNumbersDiffer ? (
      <p className={classes.warning}>
        <IconAlertTriangle size={16} aria-hidden /> {words.differ}
      </p>
    ) : (
      <p className={classes.good}>
        <IconCheck size={16} aria-hidden /> {words.same}
      </p>
    )}
  </section>
)

const Values = ({ settings }: { settings: SettingsView }) => (
  <dl className={classes.rows}>
    <Row name={words.contactWithin}>{words.hours(settings.contactWithinHours)}</Row>
    <Row name={words.quietPeriod}>{words.hours(settings.quietPeriodHours)}</Row>
    <Row name={words.deadline}>{settings.equipmentDeadline ?? words.noDeadline}</Row>
    <Row name={words.website}>
      <a href={settings.website} rel="noreferrer" target="_blank">
        {settings.website}
      </a>
    </Row>
    <Row name={words.portal}>
      <a href={settings.turnPortal} rel="noreferrer" target="_blank">
        {settings.turnPortal}
      </a>
    </Row>
    <Row name={words.timeZone}>{settings.timeZone}</Row>
  </dl>
)

/** What governs the bot, and where the source documents disagree. */
export const SettingsPage = () => {
  const mayChange = useCan('workspace:manage')
  const settings = useQuery({
    queryKey: keys.settings,
    queryFn: ({ signal }) => request<SettingsView>('/api/settings', { signal }),
  })
  return (
    <Page title={words.title} intro={words.intro}>
      {settings.data ? (
        <>
          <CallNumbers settings={settings.data} />
          <Values settings={settings.data} />
          {mayChange ? <DeskForms /> : <DeskSettings />}
        </>
      ) : settings.error ? (
        <Failure error={settings.error} retry={() => void settings.refetch()} />
      ) : (
        <Bones count={5} height={40} />
      )}
    </Page>
  )
}
