import { IconChevronDown } from '@tabler/icons-react'
import { useId, useState } from 'react'
import type { ReactNode } from 'react'
import { readStored, writeStored } from '../lib/stored.js'
import classes from './section.module.css'

type SectionProps = {
  /** Under this name the browser remembers whether it is folded. */
  name: string
  title: string
  /** Beside the title, such as how many there are. */
  aside?: string | undefined
  startsFolded?: boolean
  children: ReactNode
}

/** A part of a side column that can be folded; remembered. */
export const Section = ({ name, title, aside, startsFolded = false, children }: SectionProps) => {
  const id = useId()
  const key = `section.${name}`
  const [isOpen, setOpen] = useState(() => {
    const kept = readStored(key)
    return kept === null ? !startsFolded : kept === 'open'
  })
  const toggle = () => {
    setOpen(!isOpen)
    writeStored(key, isOpen ? 'folded' : 'open')
  }
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>
        <button
          type="button"
          className={classes.toggle}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={toggle}
        >
          <span>{title}</span>
          {aside ? <span className={classes.aside}>{aside}</span> : null}
          <IconChevronDown size={16} aria-hidden className={classes.arrow} />
        </button>
      </h2>
      <div id={id} hidden={!isOpen} className={classes.body}>
        {isOpen ? children : null}
      </div>
    </section>
  )
}
