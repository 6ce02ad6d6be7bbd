import { Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { askToNotify, playTone, setAlerts, useAlertSettings } from '../../lib/alerts.js'
import { t } from '../../lib/language/messages.js'

/** Sound and notices of the browser, on or off for this browser. */
export const AlertItems = () => {
  const { sound, browser } = useAlertSettings()
  const toggleSound = () => {
    setAlerts({ sound: !sound })
    if (!sound) playTone()
  }
  const toggleBrowser = async () => {
    const isAllowed = browser || (await askToNotify())
    if (isAllowed) setAlerts({ browser: !browser })
    else notifications.show({ message: t.alerts.blocked, color: 'red', role: 'alert' })
  }
  return (
    <>
      <Menu.Label>{t.alerts.title}</Menu.Label>
      <Menu.CheckboxItem checked={sound} closeMenuOnClick={false} onChange={toggleSound}>
        {t.alerts.sound}
      </Menu.CheckboxItem>
      <Menu.CheckboxItem
        checked={browser}
        closeMenuOnClick={false}
        onChange={() => void toggleBrowser()}
      >
        {t.alerts.browser}
      </Menu.CheckboxItem>
    </>
  )
}
