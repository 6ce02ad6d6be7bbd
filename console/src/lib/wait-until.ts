const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Guayaquil is five hours behind UTC all year. */
const zoneMs = 5 * hourMs
const morning = 9

type Choice = { name: 'hour' | 'fourHours' | 'tomorrow' | 'threeDays' | 'week'; at: string }

const atMorning = (now: number, days: number): string => {
  const midnight = Math.floor((now - zoneMs) / dayMs) * dayMs
  return new Date(midnight + days * dayMs + morning * hourMs + zoneMs).toISOString()
}

/** Moments to wait until, counted from `now` (epoch milliseconds); those in days are at nine in the morning in Guayaquil. */
export const waitChoices = (now: number): Choice[] => [
  { name: 'hour', at: new Date(now + hourMs).toISOString() },
  { name: 'fourHours', at: new Date(now + 4 * hourMs).toISOString() },
  { name: 'tomorrow', at: atMorning(now, 1) },
  { name: 'threeDays', at: atMorning(now, 3) },
  { name: 'week', at: atMorning(now, 7) },
]
