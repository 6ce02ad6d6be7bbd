import { useMantineColorScheme } from '@mantine/core'
import { useNavigate } from 'react-router'
import { languages, t } from '../../lib/language/messages.js'
import { useSession } from '../../lib/session.js'
import { queueLink, views } from '../../lib/tickets/views.js'
import { useCommands } from '../../lib/use-commands.js'
import { chooseLanguage } from './choose-language.js'
import { destinationsFor } from './destinations.js'
import { languageNames } from './language-names.js'

const schemes = ['auto', 'light', 'dark'] as const

/** What the palette can do on every page: go anywhere, change the look and the language. */
export const useShellCommands = (onHelp: () => void): void => {
  const navigate = useNavigate()
  const { capabilities } = useSession()
  const { setColorScheme } = useMantineColorScheme()
  const pages = destinationsFor(capabilities, false)
    .flatMap(({ destinations }) => destinations)
    .filter(({ to }) => !to.startsWith('/queue'))
  useCommands([
    ...views.map((view) => ({
      id: `queue-${view}`,
      label: t.palette.go(t.queue.views[view]),
      run: () => void navigate(queueLink(view)),
    })),
    ...pages.map(({ to, label }) => ({
      id: `page-${to}`,
      label: t.palette.go(label),
      run: () => void navigate(to),
    })),
    { id: 'keys', label: t.shell.keys, run: onHelp },
    ...schemes.map((scheme) => ({
      id: `scheme-${scheme}`,
      label: t.palette.scheme(t.shell.schemes[scheme]),
      run: () => setColorScheme(scheme),
    })),
    ...languages.map((each) => ({
      id: `language-${each}`,
      label: t.palette.language(languageNames[each]),
      run: () => void chooseLanguage(each),
    })),
  ])
}
