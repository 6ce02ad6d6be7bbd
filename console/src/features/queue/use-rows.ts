import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import type { Range } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef } from 'react'
import { useWidth } from '../../lib/use-width.js'

const wideFrom = 720
const heights = { wide: 45, narrow: 65 }

type Rows = {
  ids: readonly string[]
  /** Called when the reader nears the end. */
  onEnd: () => void
}

const nearEnd = 20

const focusedRow = (scroller: HTMLElement | null): number => {
  const row = document.activeElement?.closest<HTMLElement>('[data-row]')
  return row && scroller?.contains(row) ? Number(row.dataset['row']) : -1
}

/**
 * Only the rows before the reader's eyes are on the page. What comes or goes above them moves them nowhere: the first row in
 * sight stays where it is, unless the reader is at the very top. The row with the focus is kept, so that keys go on working.
 */
export const useRows = ({ ids, onEnd }: Rows) => {
  const scroller = useRef<HTMLDivElement | null>(null)
  const height = useWidth(scroller) >= wideFrom ? heights.wide : heights.narrow
  const anchor = useRef<{ id: string; offset: number } | null>(null)

  const rows = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => ids[index] ?? index,
    overscan: 8,
    rangeExtractor: (range: Range) => {
      const shown = defaultRangeExtractor(range)
      const focused = focusedRow(scroller.current)
      const isApart = focused >= 0 && focused < range.count && !shown.includes(focused)
      return isApart ? [...shown, focused].sort((a, b) => a - b) : shown
    },
  })

  const measure = rows.measure
  useLayoutEffect(() => measure(), [measure, height])

  const scrolled = () => {
    const top = scroller.current?.scrollTop ?? 0
    const first = Math.floor(top / height)
    const id = ids[first]
    anchor.current = top > 0 && id !== undefined ? { id, offset: top - first * height } : null
  }
  useLayoutEffect(() => {
    const place = anchor.current === null ? -1 : ids.indexOf(anchor.current.id)
    if (place === -1 || !anchor.current || !scroller.current) return
    const top = place * height + anchor.current.offset
    if (Math.abs(scroller.current.scrollTop - top) > 1) scroller.current.scrollTop = top
  }, [ids, height])

  const items = rows.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useLayoutEffect(() => {
    if (ids.length > 0 && last >= ids.length - nearEnd) onEnd()
  }, [last, ids.length, onEnd])

  return {
    scroller,
    items,
    total: rows.getTotalSize(),
    scrolled,
    show: (index: number) => rows.scrollToIndex(index, { align: 'auto' }),
  }
}
