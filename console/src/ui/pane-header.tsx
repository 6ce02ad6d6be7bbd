import { ActionIcon } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import classes from './pane-header.module.css'

type PaneHeaderProps = {
  /** To the pane before this one, shown while the window is narrower than `until` and holds only one of the two. */
  back: { to: string; label: string; until: 768 | 900 | 1400 }
  children: ReactNode
}

/** The line over a pane: the way back, what the pane shows, and what can be done with it. */
export const PaneHeader = ({ back, children }: PaneHeaderProps) => (
  <header className={classes.header}>
    <ActionIcon
      component={Link}
      to={back.to}
      className={classes.back ?? ''}
      data-until={back.until}
      variant="subtle"
      color="gray"
      size={36}
      aria-label={back.label}
    >
      <IconArrowLeft size={20} />
    </ActionIcon>
    {children}
  </header>
)

type PaneTitleProps = { level?: 'h1' | 'h2'; title: string; children?: ReactNode }

/** What the pane shows, in one line, and what belongs to it beneath. */
export const PaneTitle = ({ level: Heading = 'h1', title, children }: PaneTitleProps) => (
  <div className={classes.about} data-more={children ? true : undefined}>
    <Heading className={classes.title}>{title}</Heading>
    {children}
  </div>
)
