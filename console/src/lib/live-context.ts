import { createContext, use, useEffect, useRef } from 'react'
import type { EventView } from '../../../src/api/contract/event.js'
import type { LiveFeed } from './live.js'

export const FeedContext = createContext<LiveFeed | null>(null)

/** Hears every event of the live feed while mounted. */
export const useLiveEvent = (listener: (event: EventView) => void): void => {
  const feed = use(FeedContext)
  const current = useRef(listener)
  useEffect(() => {
    current.current = listener
  })
  useEffect(() => feed?.onEvent((event) => current.current(event)), [feed])
}
