import type { ReactNode } from 'react'
import classes from './notice.module.css'

type NoticeProps = {
  title: string
  body?: string
  /** What to do about it. */
  children?: ReactNode
  role?: 'alert' | 'status'
  /** Heading level; a whole page's notice is its `h1`. */
  level?: 'h1' | 'h2'
}

/** A state instead of content: empty, no permission, not found, failed. Says what it is and what to do. */
export const Notice = ({ title, body, children, role, level: Heading = 'h2' }: NoticeProps) => (
  <div className={classes.notice} role={role}>
    <Heading className={classes.title}>{title}</Heading>
    {body ? <p className={classes.body}>{body}</p> : null}
    {children ? <div className={classes.actions}>{children}</div> : null}
  </div>
)
