import { useCallback, useEffect, useRef, useState } from 'react'
import { useWidth } from '../../lib/use-width.js'
import type { Line } from './arrange.js'

/** Messages per window: the unit that is drawn or put away. */
const windowSize = 40
/** How far beyond the edge of the log windows are kept drawn, in pixels. */
const beyondPx = 900

export type LogStretch = { key: string; lines: Line[] }

/**
 * Cuts a conversation into windows by the messages' own numbers, so that a window keeps its lines whatever comes before or
 * after it. A line between messages goes with the message above it.
 */
export const windowsOf = (lines: readonly Line[]): LogStretch[] => {
  const first = lines.find((line) => line.kind === 'message')
  let bucket = first ? Math.floor(first.message.seq / windowSize) : 0
  const windows: LogStretch[] = []
  for (const line of lines) {
    if (line.kind === 'message') bucket = Math.floor(line.message.seq / windowSize)
    const key = String(bucket)
    const last = windows.at(-1)
    if (last?.key === key) last.lines.push(line)
    else windows.push({ key, lines: [line] })
  }
  return windows
}

const keyOf = (element: Element): string => (element as HTMLElement).dataset['window'] ?? ''

/**
 * Which windows of a long conversation are near what the reader sees. A window far away is replaced by an empty box of
 * exactly the height it had, so that the page holds a bounded number of messages and nothing moves.
 */
export const useWindows = (scroller: React.RefObject<HTMLElement | null>) => {
  const [away, setAway] = useState<ReadonlyMap<string, number>>(new Map())
  const observer = useRef<IntersectionObserver | null>(null)
  const watched = useRef(new Set<Element>())
  const width = useWidth(scroller)

  useEffect(() => {
    // Heights hold for one width only.
    setAway(new Map())
    const sight = new IntersectionObserver(
      (entries) =>
        setAway((before) => {
          const after = new Map(before)
          for (const { target, isIntersecting, boundingClientRect } of entries) {
            if (isIntersecting) after.delete(keyOf(target))
            else if (boundingClientRect.height > 0) {
              after.set(keyOf(target), boundingClientRect.height)
            }
          }
          return after
        }),
      { root: scroller.current, rootMargin: `${beyondPx}px 0px` },
    )
    observer.current = sight
    for (const element of watched.current) sight.observe(element)
    return () => {
      sight.disconnect()
      observer.current = null
    }
  }, [scroller, width])

  /** For the box of each window. */
  const watch = useCallback((element: HTMLElement | null) => {
    if (!element) return
    watched.current.add(element)
    observer.current?.observe(element)
    return () => {
      watched.current.delete(element)
      observer.current?.unobserve(element)
    }
  }, [])

  return { watch, away }
}
