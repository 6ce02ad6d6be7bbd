import type { QueryClient } from '@tanstack/react-query'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import type { ReactNode } from 'react'
import type { EventView } from '../../../src/api/contract/event.js'
import { FeedContext } from '../lib/live-context.js'
import { openLiveFeed } from '../lib/live.js'
import type { LiveFeed } from '../lib/live.js'
import { useSession } from '../lib/session.js'
import { ticketsOfConversation } from '../lib/tickets/cached-tickets.js'
import { refreshTickets } from '../lib/tickets/refresh-tickets.js'
import classes from './live-provider.module.css'
import { LostBar } from './shell/lost-bar.js'
import { staleAfter } from './stale-after.js'

const gatherMs = 120

const ticketsOf = (event: EventView, cache: QueryClient): string[] => {
  // Who looks at a ticket, and what colleagues note on it, changes no list.
  if (/^(viewers|note|mention)/.test(event.kind)) return []
  if (event.ticketId !== null) return [event.ticketId]
  const toldByMessage = event.kind === 'message.added' && event.conversationId !== null
  return toldByMessage ? ticketsOfConversation(cache, event.conversationId ?? '') : []
}

/** Bursts (a campaign's receipts) become one reading per screen; the first of a burst is read at once. */
const refreshOn = (feed: LiveFeed, cache: QueryClient, agentId: string): (() => void) => {
  let gathered = new Map<string, readonly string[]>()
  let tickets = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = () => {
    const stale = gathered
    const changed = tickets
    gathered = new Map()
    tickets = new Set()
    timer = stale.size + changed.size > 0 ? setTimeout(flush, gatherMs) : undefined
    for (const queryKey of stale.values()) void cache.invalidateQueries({ queryKey })
    if (changed.size > 0) void refreshTickets(cache, [...changed], agentId)
  }
  const stopEvents = feed.onEvent((event) => {
    for (const key of staleAfter(event)) gathered.set(key.join('/'), key)
    for (const id of ticketsOf(event, cache)) tickets.add(id)
    if (timer === undefined) flush()
  })
  const stopReturns = feed.onReturn(() => void cache.invalidateQueries())
  return () => {
    stopEvents()
    stopReturns()
    clearTimeout(timer)
  }
}

const LiveBar = ({ feed }: { feed: LiveFeed }) => {
  const state = useSyncExternalStore(feed.onState, feed.state)
  return <LostBar state={state} />
}

/** Keeps every screen true while it is open, and says so when it cannot. */
export const LiveProvider = ({ children }: { children: ReactNode }) => {
  const cache = useQueryClient()
  const { agent } = useSession()
  const [feed, setFeed] = useState<LiveFeed | null>(null)
  useEffect(() => {
    const opened = openLiveFeed('/api/events')
    const stop = refreshOn(opened, cache, agent.id)
    setFeed(opened)
    return () => {
      stop()
      opened.close()
    }
  }, [cache, agent.id])
  return (
    <div className={classes.page}>
      {feed ? <LiveBar feed={feed} /> : null}
      <FeedContext value={feed}>{children}</FeedContext>
    </div>
  )
}
