import type { ReactNode } from 'react'
import classes from './page.module.css'

type PageProps = { title: string; intro?: string; action?: ReactNode; children: ReactNode }

/** A page of reading or administration: its name, the one thing to do, the content. */
export const Page = ({ title, intro, action, children }: PageProps) => (
  <div className={classes.page}>
    <header className={classes.header}>
      <div>
        <h1>{title}</h1>
        {intro ? <p className="quiet">{intro}</p> : null}
      </div>
      {action}
    </header>
    {children}
  </div>
)
