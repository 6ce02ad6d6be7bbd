import { useState } from 'react'
import { readStored, writeStored } from '../../lib/stored.js'

/** What the agent was writing for this ticket, kept on this machine until it is sent. */
export const useDraft = (ticketId: string) => {
  const name = `draft.${ticketId}`
  const [draft, setDraft] = useState(() => readStored(name) ?? '')
  const write = (text: string) => {
    setDraft(text)
    writeStored(name, text === '' ? null : text)
  }
  return [draft, write] as const
}
