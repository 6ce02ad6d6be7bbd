import { twoDigits } from '../lib/figures.js'
import { Bar } from './bar.js'
import classes from './scores.module.css'

export type Score = {
  name: string
  score: number
  /** Whether it was taken; left out where that is not what the list is about. */
  isChosen?: boolean
}

/** What something could have been, most likely first, each with its score as a figure and as a length. */
export const Scores = ({ scores }: { scores: readonly Score[] }) => (
  <ol className={classes.scores}>
    {scores.map(({ name, score, isChosen }) => (
      <li key={name} data-chosen={isChosen}>
        <span className={classes.name}>{name}</span>
        <span className="figures">{twoDigits(score)}</span>
        <Bar share={score} isQuiet={isChosen === false} />
      </li>
    ))}
  </ol>
)
