import { useState } from 'react'

/**
 * Keeps new items out of a list while the pointer is over it, so that no row moves under it. `release` lets them in.
 */
export const useHeldList = <Item extends { id: string }>(items: Item[]) => {
  const [held, setHeld] = useState<ReadonlySet<string> | null>(null)
  const shown = held ? items.filter((item) => held.has(item.id)) : items
  return {
    shown,
    waiting: items.length - shown.length,
    hold: () => setHeld(items.length > 0 ? new Set(items.map((item) => item.id)) : null),
    release: () => setHeld(null),
  }
}
