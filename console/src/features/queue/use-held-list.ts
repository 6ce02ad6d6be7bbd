import { useState } from 'react'

/**
 * Keeps new items out of a list while the pointer is over it, so that no row moves under it; what comes after its end moves
 * nothing and is let in. `release` lets everything in.
 */
export const useHeldList = <Item extends { id: string }>(items: Item[]) => {
  const [held, setHeld] = useState<ReadonlySet<string> | null>(null)
  const lastHeld = held ? items.findLastIndex((item) => held.has(item.id)) : -1
  const shown = held ? items.filter((item, index) => held.has(item.id) || index > lastHeld) : items
  return {
    shown,
    waiting: items.length - shown.length,
    hold: () => setHeld(items.length > 0 ? new Set(items.map((item) => item.id)) : null),
    release: () => setHeld(null),
  }
}
