import { useState } from 'react'

/** Tickets marked for an action in bulk. Null: nothing is being marked. */
export const useSelection = () => {
  const [marked, setMarked] = useState<ReadonlySet<string> | null>(null)
  const toggle = (id: string) =>
    setMarked((before) => {
      const after = new Set(before)
      if (!after.delete(id)) after.add(id)
      return after
    })
  return {
    marked,
    toggle,
    begin: () => setMarked(new Set()),
    mark: (ids: readonly string[]) => setMarked(new Set(ids)),
    end: () => setMarked(null),
  }
}
