import type { QueryClient } from '@tanstack/react-query'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import type { ReactNode } from 'react'
import { openLiveFeed } from '../lib/live.js'
import type { LiveFeed } from '../lib/live.js'
import classes from './live-provider.module.css'
import { LostBar } from './shell/lost-bar.js'
import { staleAfter } from './stale-after.js'

const gatherMs = 120

/** Bursts (a campaign's receipts) become one reading per screen; the first of a burst is read at once. */
const refreshOn = (feed: LiveFeed, cache: QueryClient): (() => void) => {
  let gathered = new Map<string, readonly string[]>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = () => {
    const stale = gathered
    gathered = new Map()
    timer = stale.size > 0 ? setTimeout(flush, gatherMs) : undefined
    for (const queryKey of stale.values()) void cache.invalidateQueries({ queryKey })
  }
  const stopEvents = feed.onEvent((event) => {
    for (const key of staleAfter(event)) gathered.set(key.join('/'), key)
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
  const [feed, setFeed] = useState<LiveFeed | null>(null)
  useEffect(() => {
    const opened = openLiveFeed('/api/events')
    const stop = refreshOn(opened, cache)
    setFeed(opened)
    return () => {
      stop()
      opened.close()
    }
  }, [cache])
  return (
    <div className={classes.page}>
      {feed ? <LiveBar feed={feed} /> : null}
      {children}
    </div>
  )
}
