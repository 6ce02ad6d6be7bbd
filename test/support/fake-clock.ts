import type { Clock } from '../../src/lib/clock.js'

export type FakeClock = Clock & { advance: (ms: number) => void; set: (at: Date) => void }

/** A clock that stands still until it is moved; it starts on a Monday morning in Ecuador. */
export const createFakeClock = (start = '2026-11-23T09:00:00-05:00'): FakeClock => {
  let at = new Date(start).getTime()
  return {
    now: () => new Date(at),
    advance: (ms) => {
      at += ms
    },
    set: (instant) => {
      at = instant.getTime()
    },
  }
}

export const minutes = (count: number): number => count * 60_000
export const hours = (count: number): number => count * 3_600_000
