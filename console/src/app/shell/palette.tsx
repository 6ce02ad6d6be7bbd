import { Modal, TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { useNavigate } from 'react-router'
import { t } from '../../lib/language/messages.js'
import { allCommands } from '../../lib/use-commands.js'
import type { Command } from '../../lib/use-commands.js'
import classes from './palette.module.css'

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

const fits = ({ label }: Command, words: string[]): boolean => {
  const known = plain(label)
  return words.every((word) => known.includes(word))
}

const most = 12

type PaletteProps = { onClose: () => void }

/** Everything the console can do, by typing a few letters of it: arrows move, Enter does it. */
export const Palette = ({ onClose }: PaletteProps) => {
  const id = useId()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const [current, setCurrent] = useState(0)
  const [commands] = useState(allCommands)
  const written = text.trim()
  const found = commands.filter((command) => fits(command, plain(written).split(' ')))
  const search: Command = {
    id: 'search',
    label: t.palette.openTicket(written),
    run: () => void navigate(`/queue/all?search=${encodeURIComponent(written)}`),
  }
  const items = [...found.slice(0, most), ...(written === '' ? [] : [search])]
  const index = Math.min(current, items.length - 1)
  const run = (command: Command | undefined) => {
    if (!command) return
    onClose()
    // Once the dialog has given the focus back.
    setTimeout(command.run)
  }
  const moves: Record<string, () => void> = {
    ArrowDown: () => setCurrent((index + 1) % items.length),
    ArrowUp: () => setCurrent((index + items.length - 1) % items.length),
    Enter: () => run(items[index]),
  }
  const pressed = (event: KeyboardEvent) => {
    const move = event.nativeEvent.isComposing || items.length === 0 ? undefined : moves[event.key]
    if (!move) return
    event.preventDefault()
    move()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t.palette.title}
      size="lg"
      yOffset="10dvh"
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <TextInput
        data-autofocus
        role="combobox"
        aria-label={t.palette.field}
        aria-expanded={items.length > 0}
        aria-controls={id}
        aria-autocomplete="list"
        {...(items.length > 0 ? { 'aria-activedescendant': `${id}-${index}` } : {})}
        placeholder={t.palette.hint}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setCurrent(0)
        }}
        onKeyDown={pressed}
      />
      <ul id={id} role="listbox" aria-label={t.palette.results} className={classes.list}>
        {items.map((command, place) => (
          <li
            key={command.id}
            id={`${id}-${place}`}
            role="option"
            aria-selected={place === index}
            className={classes.option}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => run(command)}
          >
            {command.label}
          </li>
        ))}
      </ul>
      <p role="status" className={items.length === 0 ? 'quiet' : 'visually-hidden'}>
        {items.length === 0 ? t.palette.none : ''}
      </p>
    </Modal>
  )
}
