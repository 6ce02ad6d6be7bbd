import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { DraftView, SavedDraftView } from '../../../../src/api/contract/draft.js'
import { request } from '../../lib/request.js'
import { readStored, writeStored } from '../../lib/stored.js'

const pauseMs = 800

/** `server`: kept for every screen of this agent; `here`: only on this machine, until the server can be reached. */
export type Kept = 'server' | 'here' | 'pending'

/**
 * What the agent was writing for this ticket. Kept on this machine with every key and on the server after a pause, so that
 * it is there on another screen and also when the server was away.
 */
export const useDraft = (ticketId: string) => {
  const name = `draft.${ticketId}`
  const address = `/api/tickets/${ticketId}/draft`
  const [draft, setDraft] = useState(() => readStored(name) ?? '')
  const [kept, setKept] = useState<Kept>('here')
  const version = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const hasWritten = useRef(false)

  const onServer = useQuery({
    queryKey: ['draft', ticketId],
    queryFn: ({ signal }) => request<DraftView>(address, { signal }),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  }).data
  useEffect(() => {
    if (!onServer) return
    version.current = onServer.version
    if (onServer.text === '' || hasWritten.current) return
    setDraft((local) => (local === '' ? onServer.text : local))
    setKept('server')
  }, [onServer])

  const save = useCallback(
    async (text: string) => {
      try {
        const body = { text, version: version.current }
        const saved = await request<SavedDraftView>(address, { body })
        version.current = saved.version
        setKept('server')
      } catch {
        // It stays on this machine; the next key tries again.
        setKept('here')
      }
    },
    [address],
  )

  const write = useCallback(
    (text: string) => {
      hasWritten.current = true
      setDraft(text)
      setKept('pending')
      writeStored(name, text === '' ? null : text)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void save(text), text === '' ? 0 : pauseMs)
    },
    [name, save],
  )
  return { draft, write, kept }
}
