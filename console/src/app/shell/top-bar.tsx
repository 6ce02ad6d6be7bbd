import { ActionIcon } from '@mantine/core'
import { IconMenu2 } from '@tabler/icons-react'
import { t } from '../../lib/language/messages.js'
import classes from './top-bar.module.css'

/** On a phone the navigation hides behind a button. */
export const TopBar = ({ onMenu }: { onMenu: () => void }) => (
  <header className={classes.bar}>
    <ActionIcon
      variant="subtle"
      color="gray"
      size={40}
      aria-label={t.shell.openNavigation}
      onClick={onMenu}
    >
      <IconMenu2 size={20} />
    </ActionIcon>
    <span className={classes.name}>{t.product}</span>
  </header>
)
