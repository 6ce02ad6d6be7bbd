import { Menu, useMantineColorScheme } from '@mantine/core'
import type { MantineColorScheme } from '@mantine/core'
import { IconLogout } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { language, languages, t } from '../../lib/language/messages.js'
import type { Language } from '../../lib/language/messages.js'
import { isStatus, request } from '../../lib/request.js'
import { useSession } from '../../lib/session.js'
import { showRefusal } from '../../lib/show-refusal.js'
import { Initials } from '../../ui/initials.js'
import { AlertItems } from './alert-items.js'
import { chooseLanguage } from './choose-language.js'
import { languageNames } from './language-names.js'
import { PresenceItems } from './presence-items.js'

const schemes: MantineColorScheme[] = ['auto', 'light', 'dark']

type AccountMenuProps = { buttonClassName: string; labelClassName: string }

/** Who is signed in, how the console looks for them, and the way out. */
export const AccountMenu = ({ buttonClassName, labelClassName }: AccountMenuProps) => {
  const { agent } = useSession()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const cache = useQueryClient()
  const navigate = useNavigate()
  const signOut = async () => {
    try {
      await request('/api/session', { method: 'DELETE' })
    } catch (error) {
      // Who is told that they are out, and is not, leaves their desk to whoever comes next.
      if (!isStatus(error, 401)) return showRefusal(error)
    }
    await navigate('/sign-in')
    cache.clear()
  }
  return (
    <Menu withInitialFocusPlaceholder={false} position="right-end" width={240} withinPortal>
      <Menu.Target>
        <button
          type="button"
          className={buttonClassName}
          aria-label={t.shell.account(agent.name)}
          title={agent.name}
        >
          <Initials name={agent.name} />
          <span className={labelClassName}>{agent.name}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {agent.name} · {t.shell.roles[agent.role]}
        </Menu.Label>
        <Menu.Divider />
        <PresenceItems />
        <Menu.Divider />
        <Menu.Label>{t.shell.scheme}</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(scheme) => setColorScheme(scheme as MantineColorScheme)}
        >
          {schemes.map((scheme) => (
            <Menu.RadioItem key={scheme} value={scheme}>
              {t.shell.schemes[scheme]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <AlertItems />
        <Menu.Divider />
        <Menu.Label>{t.shell.language}</Menu.Label>
        <Menu.RadioGroup
          value={language}
          onChange={(chosen) => void chooseLanguage(chosen as Language)}
        >
          {languages.map((each) => (
            <Menu.RadioItem key={each} value={each} lang={each}>
              {languageNames[each]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={16} aria-hidden />}
          onClick={() => void signOut()}
        >
          {t.shell.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
