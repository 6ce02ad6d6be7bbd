import type { ReactNode } from 'react'
import { timeOfDay, wholeMoment } from '../../lib/instants.js'
import classes from './bubble.module.css'

type BubbleProps = {
  side: 'in' | 'out'
  /** Bot turns are quieter than people; campaigns are cards. */
  tone: 'person' | 'bot' | 'campaign'
  /** Who says it; left out where the bubble above said so. */
  who?: string | undefined
  /** Beside the name, shown on hover and to screen readers. */
  aside?: ReactNode
  at: string
  ticks?: ReactNode
  /** After the time: edited, reactions. */
  marks?: ReactNode
  /** Under the bubble: why it failed and what to do. */
  below?: ReactNode
  children: ReactNode
}

/** One thing said, on the side of who said it. */
export const Bubble = ({
  side,
  tone,
  who,
  aside,
  at,
  ticks,
  marks,
  below,
  children,
}: BubbleProps) => (
  <li className={classes.line} data-side={side} data-first={who !== undefined || undefined}>
    {who === undefined ? null : (
      <p className={classes.who}>
        <span>{who}</span>
        {aside ? <span className={classes.aside}>{aside}</span> : null}
      </p>
    )}
    <div className={classes.bubble} data-tone={tone}>
      <div className={classes.body}>{children}</div>
      <p className={classes.foot}>
        {marks}
        <time dateTime={at} title={wholeMoment(at)}>
          {timeOfDay(at)}
        </time>
        {ticks}
      </p>
    </div>
    {below ? <div className={classes.below}>{below}</div> : null}
  </li>
)
