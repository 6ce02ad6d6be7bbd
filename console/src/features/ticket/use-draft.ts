import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { DraftView, SavedDraftView } from '../../../../src/api/contract/draft.js'
import { request } from '../../lib/request.js'
import { useSession } from '../../lib/session.js'
import { readStored, writeStored } from '../../lib/stored.js'
import { createDraftSaver } from './draft-saver.js'

const pauseMs = 800

/** `server`: kept for every screen of this agent; `here`: only on this machine, until the server can be reached. */
export type Kept = 'server' | 'here' | 'pending'

/**
 * What the agent was writing for this ticket. Kept on this machine with every key and on the server after a pause, so that
 * it is there on another screen and also when the server was away.
 */
export const useDraft = (ticketId: string) => {
  const { agent } = useSession()
  const name = `draft.${agent.id}.${ticketId}`
  const address = `/api/tickets/${ticketId}/draft`
  const [draft, setDraft] = useState(() => readStored(name) ?? '')
  const [kept, setKept] = useState<Kept>('here')
  const [saver] = useState(() =>
    createDraftSaver((body) => request<SavedDraftView>(address, { body }), setKept),
  )
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
    saver.goOnFrom(onServer.version)
    if (onServer.text === '' || hasWritten.current) return
    setDraft((local) => (local === '' ? onServer.text : local))
    setKept('server')
  }, [onServer, saver])

  const write = useCallback(
    (text: string) => {
      hasWritten.current = true
      setDraft(text)
      setKept('pending')
      writeStored(name, text === '' ? null : text)
      saver.take(text)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void saver.save(), text === '' ? 0 : pauseMs)
    },
    [name, saver],
  )
  return { draft, write, kept }
}
