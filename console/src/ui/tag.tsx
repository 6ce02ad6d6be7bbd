import type { ReactNode } from 'react'
import classes from './tag.module.css'

type Tone = 'plain' | 'good' | 'soon' | 'bad' | 'brand'

/** A word with a quiet ground. The tone only repeats what the word says. */
export const Tag = ({ children, tone = 'plain' }: { children: ReactNode; tone?: Tone }) => (
  <span className={classes.tag} data-tone={tone}>
    {children}
  </span>
)
