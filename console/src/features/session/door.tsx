import type { FormEvent, ReactNode } from 'react'
import { t } from '../../lib/language/messages.js'
import classes from './door.module.css'

type DoorProps = { title: string; intro?: string; onSubmit?: () => void; children: ReactNode }

/** The plain page before the console: one form, nothing else. */
export const Door = ({ title, intro, onSubmit, children }: DoorProps) => {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit?.()
  }
  return (
    <main className={classes.page}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <div className={classes.brand}>
          <img src="/icon.svg" alt="" width={32} height={32} />
          <div>
            <strong>{t.product}</strong>
            <p className="quiet">{t.signIn.tagline}</p>
          </div>
        </div>
        <h1>{title}</h1>
        {intro ? <p className="quiet">{intro}</p> : null}
        {children}
      </form>
    </main>
  )
}
