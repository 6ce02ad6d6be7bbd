/** How many campaign messages may be queued now: half the pace of the number, so that replies always find room. */
export type Allowance = { left: () => number; take: () => void }

export const createAllowance = (perMinute: number | null, nowMs: () => number): Allowance => {
  if (perMinute === null || perMinute <= 0) return { left: () => Infinity, take: () => undefined }
  const perMs = perMinute / 2 / 60_000
  let tokens = 1
  let at = nowMs()
  const refill = (): void => {
    const now = nowMs()
    tokens = Math.min(Math.max(1, perMinute / 2), tokens + (now - at) * perMs)
    at = now
  }
  return {
    left: () => {
      refill()
      return Math.floor(tokens)
    },
    take: () => {
      tokens -= 1
    },
  }
}
