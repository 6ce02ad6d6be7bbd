import { Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconCheck } from '@tabler/icons-react'
import { askToNotify, playTone, setAlerts, useAlertSettings } from '../../lib/alerts.js'
import { t } from '../../lib/language/messages.js'

const tick = (isOn: boolean) =>
  isOn ? <IconCheck size={16} aria-hidden /> : <span style={{ width: 16 }} />

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
      <Menu.Item
        role="menuitemcheckbox"
        aria-checked={sound}
        closeMenuOnClick={false}
        leftSection={tick(sound)}
        onClick={toggleSound}
      >
        {t.alerts.sound}
      </Menu.Item>
      <Menu.Item
        role="menuitemcheckbox"
        aria-checked={browser}
        closeMenuOnClick={false}
        leftSection={tick(browser)}
        onClick={() => void toggleBrowser()}
      >
        {t.alerts.browser}
      </Menu.Item>
    </>
  )
}
