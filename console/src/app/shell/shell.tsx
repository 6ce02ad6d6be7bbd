import { Drawer } from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { Suspense } from 'react'
import { Outlet, useNavigate } from 'react-router'
import { t } from '../../lib/language/messages.js'
import { lazily } from '../../lib/lazily.js'
import { useChords, useShortcuts } from '../../lib/use-shortcuts.js'
import { Bones } from '../../ui/bones.js'
import { KeyHelp } from './key-help.js'
import { Navigation } from './navigation.js'
import classes from './shell.module.css'
import { TopBar } from './top-bar.js'
import { useAlerts } from './use-alerts.js'
import { useShellCommands } from './use-shell-commands.js'

const Palette = lazily(async () => (await import('./palette.js')).Palette)

/** The frame of the console: where one can go on the left, the work on the right. */
export const Shell = () => {
  const navigate = useNavigate()
  const [help, { open: openHelp, close: closeHelp }] = useDisclosure(false)
  const [menu, { open: openMenu, close: closeMenu }] = useDisclosure(false)
  const [palette, { open: openPalette, close: closePalette }] = useDisclosure(false)
  useChords('g')
  useShortcuts({
    '?': openHelp,
    'g q': () => void navigate('/queue/mine'),
    'g t': () => void navigate('/transcripts'),
    'g c': () => void navigate('/campaigns'),
    'g f': () => void navigate('/team'),
  })
  useHotkeys([['mod+K', openPalette]], [])
  useShellCommands(openHelp)
  useAlerts()
  return (
    <div className={classes.shell}>
      <a href="#content" className={classes.skip}>
        {t.common.skip}
      </a>
      <TopBar onMenu={openMenu} />
      <div className={classes.side}>
        <Navigation onHelp={openHelp} onPalette={openPalette} onLeave={closeMenu} />
      </div>
      <Drawer
        opened={menu}
        onClose={closeMenu}
        size={264}
        title={t.product}
        closeButtonProps={{ 'aria-label': t.common.close }}
      >
        <Navigation onHelp={openHelp} onPalette={openPalette} onLeave={closeMenu} spacious />
      </Drawer>
      <main id="content" className={classes.content} tabIndex={-1}>
        <Suspense fallback={<Bones count={4} height={48} />}>
          <Outlet />
        </Suspense>
      </main>
      {palette ? (
        <Suspense fallback={null}>
          <Palette onClose={closePalette} />
        </Suspense>
      ) : null}
      <KeyHelp opened={help} onClose={closeHelp} />
    </div>
  )
}
