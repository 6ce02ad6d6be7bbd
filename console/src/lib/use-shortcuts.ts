import { useLayoutEffect, useRef } from 'react'

/** Key, or two keys one after the other (`g q`), to what it does. */
export type Shortcuts = Record<string, (event: KeyboardEvent) => void>

const chordMs = 1_200
let pending: { key: string; at: number } | null = null
/** The first key of a chord that the key now pressed may end. */
let prefix: string | null = null

/** As the key went down: Escape may have closed the dialog before the shortcuts hear of it. */
let wasBehindDialog = false
const isBehindDialog = (): boolean =>
  document.querySelector('[role="dialog"], [role="menu"]') !== null

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

const hasModifier = ({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  ctrlKey || metaKey || altKey

/** Enter and space belong to the focused control, and nothing works behind an open dialog. */
const isTaken = (event: KeyboardEvent): boolean => {
  if (event.defaultPrevented || hasModifier(event)) return true
  if (isWriting(event.target) && event.key !== 'Escape') return true
  if (wasBehindDialog || isBehindDialog()) return true
  const target = event.target
  return event.key === 'Enter' && target instanceof Element && target.closest('a, button') !== null
}

/** What a held key goes on doing. Who holds the key that takes a ticket wants one. */
const walks = new Set(['j', 'k'])

const nameOf = (event: KeyboardEvent): string =>
  prefix === null ? event.key : `${prefix} ${event.key}`

/**
 * Listens on the whole page while mounted. Nothing fires while the user writes, except Escape. What is on the screen answers to
 * its keys at once: an effect after the drawing would leave them dead, or with what they meant before, on a busy machine.
 */
export const useShortcuts = (shortcuts: Shortcuts): void => {
  const current = useRef(shortcuts)
  useLayoutEffect(() => {
    current.current = shortcuts
  })
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (isTaken(event)) return
      const action = current.current[nameOf(event)]
      if (!action) return
      event.preventDefault()
      if (!event.repeat || walks.has(event.key)) action(event)
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [])
}

/** Remembers the first key of a two-key shortcut; mounted once, by the shell. */
export const useChords = (first: string): void => {
  useLayoutEffect(() => {
    const remember = (event: KeyboardEvent) => {
      wasBehindDialog = isBehindDialog()
      prefix = pending && event.timeStamp - pending.at < chordMs ? pending.key : null
      const isFirst = prefix === null && event.key === first && !isTaken(event)
      pending = isFirst ? { key: first, at: event.timeStamp } : null
    }
    // While the event goes down, so that it is known when the shortcuts hear it on its way up.
    window.addEventListener('keydown', remember, { capture: true })
    return () => window.removeEventListener('keydown', remember, { capture: true })
  }, [])
}
