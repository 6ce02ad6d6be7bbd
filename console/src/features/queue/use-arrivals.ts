import { useEffect, useRef, useState } from 'react'

/** How many of `ids` were not there at the last look: for telling those who do not see the list move. */
export const useArrivals = (ids: readonly string[] | undefined): number => {
  const known = useRef<ReadonlySet<string> | null>(null)
  const [arrived, setArrived] = useState(0)
  const joined = ids?.join(' ')
  useEffect(() => {
    if (joined === undefined) return
    const now = new Set(joined === '' ? [] : joined.split(' '))
    const before = known.current
    known.current = now
    if (before) setArrived([...now].filter((id) => !before.has(id)).length)
  }, [joined])
  return arrived
}
