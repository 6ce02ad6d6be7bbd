import classes from './explanation.module.css'

/** Repeats a figure as a length; the figure itself stands beside it. */
export const Bar = ({ share, isAgainst }: { share: number; isAgainst?: boolean }) => (
  <span className={classes.track} aria-hidden>
    <span
      data-against={isAgainst || undefined}
      style={{ width: `${Math.round(Math.min(1, Math.max(0, share)) * 100)}%` }}
    />
  </span>
)
