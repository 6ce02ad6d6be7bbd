import { useState } from 'react'
import { useSession } from '../../lib/session.js'
import { readStored, writeStored } from '../../lib/stored.js'

type Named = { id: string; title: string }
type NoteDraft = { text: string; named: Named[] }

const empty: NoteDraft = { text: '', named: [] }

/** A note that is being written, with who was named in it. Kept in this browser: to look at the reply meanwhile loses nothing. */
export const useNoteDraft = (conversationId: string) => {
  const { agent } = useSession()
  const key = `note.${agent.id}.${conversationId}`
  const [draft, setDraft] = useState(() => {
    const kept = readStored(key)
    return kept === null ? empty : (JSON.parse(kept) as NoteDraft)
  })
  const change = (changed: (before: NoteDraft) => NoteDraft) =>
    setDraft((before) => {
      const after = changed(before)
      writeStored(key, after.text === '' ? null : JSON.stringify(after))
      return after
    })
  return {
    ...draft,
    write: (text: string) => change((before) => ({ ...before, text })),
    name: (id: string, title: string) =>
      change(({ text, named }) => ({
        text,
        named: [...named.filter((each) => each.id !== id), { id, title }],
      })),
    clear: () => change(() => empty),
  }
}
