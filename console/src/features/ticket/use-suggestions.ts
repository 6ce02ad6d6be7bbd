import { useId, useState } from 'react'
import type { KeyboardEvent, RefObject } from 'react'
import { findToken, replaceToken } from './find-token.js'
import type { Token } from './find-token.js'
import { optionId } from './suggestions.js'
import type { Suggestion } from './suggestions.js'

export type Offer = Suggestion & { insert: string }

type UseSuggestions = {
  sign: Token['sign']
  text: string
  field: RefObject<HTMLTextAreaElement | null>
  /** What fits the word after the sign; called while a token is being typed, with null while none is. */
  offersFor: (word: string | null) => Offer[]
  onText: (text: string) => void
  onChosen?: (offer: Offer) => void
}

/** A list that opens while one types a sign and a word: arrows move, Enter or Tab takes, Escape puts it away. */
export const useSuggestions = (options: UseSuggestions) => {
  const { sign, text, field, offersFor, onText, onChosen } = options
  const id = useId()
  const [caret, setCaret] = useState(0)
  const [current, setCurrent] = useState(0)
  const [dismissed, setDismissed] = useState<number | null>(null)
  const found = findToken(text, Math.min(caret, text.length), sign)
  const token = found && found.from !== dismissed ? found : null
  const offers = offersFor(token?.word ?? null)
  const isOpen = token !== null && offers.length > 0
  const index = Math.min(current, offers.length - 1)

  const choose = (chosen: number) => {
    const offer = offers[chosen]
    if (!token || !offer || offer.disabled) return
    onText(replaceToken(text, token, offer.insert))
    const end = token.from + offer.insert.length
    setCaret(end)
    onChosen?.(offer)
    requestAnimationFrame(() => {
      field.current?.focus()
      field.current?.setSelectionRange(end, end)
    })
  }
  const moves: Record<string, () => void> = {
    ArrowDown: () => setCurrent((index + 1) % offers.length),
    ArrowUp: () => setCurrent((index + offers.length - 1) % offers.length),
    Enter: () => choose(index),
    Tab: () => choose(index),
    Escape: () => setDismissed(token?.from ?? null),
  }
  /** True when the list took the key. */
  const took = (event: KeyboardEvent): boolean => {
    const move = isOpen && !event.nativeEvent.isComposing ? moves[event.key] : undefined
    if (!move) return false
    event.preventDefault()
    event.stopPropagation()
    event.nativeEvent.stopImmediatePropagation()
    move()
    return true
  }
  const look = () => {
    const now = field.current?.selectionStart ?? 0
    if (now !== caret) setCurrent(0)
    setCaret(now)
    if (!findToken(field.current?.value ?? '', now, sign)) setDismissed(null)
  }
  const fieldProps = {
    'aria-autocomplete': 'list' as const,
    ...(isOpen ? { 'aria-controls': id, 'aria-activedescendant': optionId(id, index) } : {}),
  }
  return { id, isOpen, offers, index, choose, took, look, fieldProps }
}
