import { useEffect, useRef } from 'react'
import classes from './suggestions.module.css'

export type Suggestion = {
  id: string
  title: string
  /** Under the title: what would be written. */
  detail?: string
  aside?: string
  /** It cannot be used now; `detail` says why. */
  disabled?: boolean
}

type SuggestionsProps = {
  id: string
  label: string
  items: Suggestion[]
  current: number
  onChoose: (index: number) => void
}

export const optionId = (id: string, index: number): string => `${id}-${index}`

/** What fits what is being typed; the field keeps the focus and names the option that Enter takes. */
export const Suggestions = ({ id, label, items, current, onChoose }: SuggestionsProps) => {
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    list.current?.children[current]?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <ul ref={list} id={id} role="listbox" aria-label={label} className={classes.list}>
      {items.map((item, index) => (
        <li
          key={item.id}
          id={optionId(id, index)}
          role="option"
          aria-selected={index === current}
          aria-disabled={item.disabled || undefined}
          className={classes.option}
          // The field must not lose the focus.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(index)}
        >
          <span className={classes.head}>
            <span className={classes.title}>{item.title}</span>
            {item.aside ? <span className={classes.aside}>{item.aside}</span> : null}
          </span>
          {item.detail ? <span className={classes.detail}>{item.detail}</span> : null}
        </li>
      ))}
    </ul>
  )
}
