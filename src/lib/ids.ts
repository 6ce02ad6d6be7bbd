import { randomBytes } from 'node:crypto'
import type { Clock } from './clock.js'

export type NewId = () => string

/** 24 hex digits that sort by time (8 of seconds, 6 of a counter, 10 random): usable as a cursor and as a resume point. */
export const createIds = (clock: Clock): NewId => {
  let counter = randomBytes(2).readUInt16BE()
  return () => {
    counter = (counter + 1) & 0xffffff
    const seconds = Math.floor(clock.now().getTime() / 1000)
    return (
      seconds.toString(16).padStart(8, '0') +
      counter.toString(16).padStart(6, '0') +
      randomBytes(5).toString('hex')
    )
  }
}
