import type { TagView } from '../../../src/api/contract/tag.js'
import classes from './coloured-tag.module.css'

/** A tag of the team: its word beside a dot in its colour. */
export const ColouredTag = ({ tag }: { tag: Pick<TagView, 'name' | 'colour'> }) => (
  <span className={classes.tag}>
    <span className={classes.dot} data-colour={tag.colour} aria-hidden />
    {tag.name}
  </span>
)
