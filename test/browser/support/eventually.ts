import { setTimeout as delay } from 'node:timers/promises'

const everyMs = 100
const patienceMs = 30_000

/** Reads until `isThere` says so, and returns that reading; the last one when it never does. */
export const eventually = async <T>(
  read: () => Promise<T>,
  isThere: (reading: T) => boolean,
): Promise<T> => {
  const until = performance.now() + patienceMs
  let reading = await read()
  while (!isThere(reading) && performance.now() < until) {
    await delay(everyMs)
    reading = await read()
  }
  return reading
}
