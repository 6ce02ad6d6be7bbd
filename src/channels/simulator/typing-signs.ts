import type { Clock } from '../../lib/clock.js'

/** As on a real phone, a sign that nobody renews goes out by itself. */
const shownMs = 25_000

/** Which phones show "typing…". */
export const createTypingSigns = (clock: Clock) => {
  const until = new Map<string, number>()
  return {
    put: (phone: string, typing: boolean): void => {
      if (typing) until.set(phone, clock.now().getTime() + shownMs)
      else until.delete(phone)
    },
    isShown: (phone: string): boolean => (until.get(phone) ?? 0) > clock.now().getTime(),
  }
}
