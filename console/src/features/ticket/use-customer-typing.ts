import { useEffect, useRef, useState } from 'react'
import type { MessageView } from '../../../../src/api/contract/message.js'
import { useLiveEvent } from '../../lib/live-context.js'

/** Longer than the pause between two tellings of one who goes on. */
const shownMs = 8_000
/** What the feed tells again after a loss is no longer true. */
const freshMs = 10_000

/** The customer is writing: until they rest, or what they wrote is here. */
export const useCustomerTyping = (
  conversationId: string,
  messages: readonly MessageView[],
): boolean => {
  const [since, setSince] = useState<{ lastSeq: number } | null>(null)
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined)
  const lastSeq = messages.findLast(({ author }) => author === 'contact')?.seq ?? 0

  useLiveEvent((event) => {
    if (event.kind !== 'contact.typing' || event.conversationId !== conversationId) return
    if (Date.now() - Date.parse(event.at) > freshMs) return
    clearTimeout(rest.current)
    rest.current = setTimeout(() => setSince(null), shownMs)
    setSince({ lastSeq })
  })
  useEffect(() => () => clearTimeout(rest.current), [])

  return since?.lastSeq === lastSeq
}
