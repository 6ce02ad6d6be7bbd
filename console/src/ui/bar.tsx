import classes from './bar.module.css'

type BarProps = {
  /** Between 0 and 1. */
  share: number
  isQuiet?: boolean
}

/** Repeats a figure as a length; the figure itself stands beside it. */
export const Bar = ({ share, isQuiet }: BarProps) => (
  <span className={classes.track} data-quiet={isQuiet || undefined} aria-hidden>
    <span style={{ width: `${Math.round(Math.min(1, Math.max(0, share)) * 100)}%` }} />
  </span>
)
