import { useEffect, useState } from 'react'

/** The value once it has not changed for this long. */
export const useSettled = (value: string, pauseMs: number): string => {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs)
    return () => clearTimeout(timer)
  }, [value, pauseMs])
  return settled
}
