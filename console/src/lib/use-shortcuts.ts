import { useEffect, useRef } from 'react'

/** Key, or two keys one after the other (`g q`), to what it does. */
export type Shortcuts = Record<string, (event: KeyboardEvent) => void>

const chordMs = 1_200
let pending: { key: string; at: number } | null = null

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** Enter and space belong to the focused control, and nothing works behind an open dialog. */
const isTaken = (event: KeyboardEvent): boolean => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true
  if (isWriting(event.target) && event.key !== 'Escape') return true
  if (document.querySelector('[role="dialog"], [role="menu"]')) return true
  const target = event.target
  return event.key === 'Enter' && target instanceof Element && target.closest('a, button') !== null
}

const nameOf = (event: KeyboardEvent): string => {
  const chord =
    pending && event.timeStamp - pending.at < chordMs ? `${pending.key} ${event.key}` : null
  return chord ?? event.key
}

/** Listens on the whole page while mounted. Nothing fires while the user writes, except Escape. */
export const useShortcuts = (shortcuts: Shortcuts): void => {
  const current = useRef(shortcuts)
  useEffect(() => {
    current.current = shortcuts
  })
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (isTaken(event)) return
      const action = current.current[nameOf(event)]
      if (!action) return
      event.preventDefault()
      action(event)
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [])
}

/** Remembers the first key of a two-key shortcut; mounted once, by the shell. */
export const useChords = (first: string): void => {
  useEffect(() => {
    const remember = (event: KeyboardEvent) => {
      const isFirst = event.key === first && !isTaken(event)
      pending = isFirst ? { key: first, at: event.timeStamp } : null
    }
    // Noted only after every listener of this key ran, whichever was added first.
    const note = (event: KeyboardEvent) => void setTimeout(remember, 0, event)
    window.addEventListener('keydown', note)
    return () => window.removeEventListener('keydown', note)
  }, [])
}
