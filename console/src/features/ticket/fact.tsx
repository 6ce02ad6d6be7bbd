import type { ReactNode } from 'react'
import classes from './customer-card.module.css'

/** A name and its value in the customer card. */
export const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className={classes.fact}>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)
