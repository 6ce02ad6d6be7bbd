import classes from './initials.module.css'

const initialsOf = (name: string): string => {
  const words = name.trim().split(/\s+/)
  const letters = words.length > 1 ? [words[0], words[1]] : [words[0]]
  return letters
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase()
}

/** A person in two letters; the name stands beside it or in `title`. Drawn, so that no name is read as "MA Marcela". */
export const Initials = ({ name }: { name: string }) => (
  <span className={classes.initials} title={name} data-initials={initialsOf(name)} aria-hidden />
)
