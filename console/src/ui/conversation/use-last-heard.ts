import { useEffect, useRef, useState } from 'react'
import type { MessageView } from '../../../../src/api/contract/message.js'
import { t } from '../../lib/language/messages.js'
import { whoSaid } from './arrange.js'

const brief = (message: MessageView): string => {
  if (message.content.kind === 'text') return message.content.text
  return t.conversation.kinds[message.content.kind] ?? t.conversation.unsupported
}

/** The newest message of the other side that came while the page was open, in words for a live region. */
export const useLastHeard = (messages: readonly MessageView[], customer: string): string => {
  const [heard, setHeard] = useState('')
  const lastSeq = useRef<number | null>(null)
  const last = messages.at(-1)
  useEffect(() => {
    const before = lastSeq.current
    lastSeq.current = last?.seq ?? 0
    if (before === null || !last || last.seq <= before || last.author === 'agent') return
    setHeard(t.conversation.received(whoSaid(last, customer), brief(last)))
  }, [last, customer])
  return heard
}
