import type { ReactNode } from 'react'
import classes from './settings-page.module.css'

/** A setting and its value. */
export const Row = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className={classes.row}>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)
