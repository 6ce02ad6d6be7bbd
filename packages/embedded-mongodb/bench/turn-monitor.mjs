/**
 * Preloaded into a server by million.mjs: how much processor time its longest turn of the event loop took since it was asked
 * last (SIGUSR2). Others wait at least for that; unlike a wait it says nothing about what else the machine does. Linux only.
 */
import { openSync, readSync } from 'node:fs'

if (process.argv.some((argument) => argument.endsWith('embedded-mongodb.js'))) {
  const file = openSync('/proc/thread-self/schedstat', 'r')
  const bytes = Buffer.alloc(64)
  const cpuMs = () =>
    Number.parseInt(bytes.toString('latin1', 0, readSync(file, bytes, 0, 64, 0)), 10) / 1e6
  let before = cpuMs()
  let longest = 0
  setInterval(() => {
    const now = cpuMs()
    longest = Math.max(longest, now - before)
    before = now
  }, 1).unref()
  process.on('SIGUSR2', () => {
    console.error(`longest turn ${longest.toFixed(1)}`)
    longest = 0
  })
}
