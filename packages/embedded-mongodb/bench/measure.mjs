/** Rates, processor time and memory of a server process; the last two where the system tells them in /proc. */
import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

const tickMs = 10

const cpuMs = (pid) => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) * tickMs
  } catch {
    return NaN
  }
}

const status = (pid, name) => {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(text)?.[1]) / 1024)
  } catch {
    return NaN
  }
}

/** What the process has for itself, and what it has with the pages of files that the system may take back. */
export const memory = (pid) => ({
  'private MB': status(pid, 'RssAnon'),
  'resident MB': status(pid, 'VmRSS'),
})

/**
 * Lets `parallel` workers do `count` acts among them.
 * @param {(worker: number, i: number) => Promise<unknown>} act
 */
export const measure = async ({ pid, parallel, count }, act) => {
  const share = Math.floor(count / parallel)
  const total = share * parallel
  const cpuBefore = cpuMs(pid)
  const ownBefore = process.cpuUsage()
  const startedAt = performance.now()
  await Promise.all(
    Array.from({ length: parallel }, async (_, worker) => {
      for (let i = 0; i < share; i++) await act(worker, worker * share + i)
    }),
  )
  const tookMs = performance.now() - startedAt
  const own = process.cpuUsage(ownBefore)
  return {
    'per second': Math.round((total * 1000) / tookMs),
    'mean ms': Number(((tookMs * parallel) / total).toFixed(2)),
    'server µs cpu': Math.round(((cpuMs(pid) - cpuBefore) * 1000) / total),
    'client µs cpu': Math.round((own.user + own.system) / total),
  }
}

/** The longest that another client waits for an answer while `work` is under way. */
export const longestWait = async (ping, work) => {
  let done = false
  const startedAt = performance.now()
  const ended = work().finally(() => (done = true))
  const waits = []
  while (!done) {
    const askedAt = performance.now()
    await ping()
    waits.push(performance.now() - askedAt)
    await delay(2)
  }
  await ended
  waits.sort((a, b) => a - b)
  return {
    'took s': Number(((performance.now() - startedAt) / 1000).toFixed(1)),
    'pings answered': waits.length,
    'median ms': Number((waits[Math.floor(waits.length / 2)] ?? 0).toFixed(1)),
    '99 % ms': Number((waits[Math.floor(waits.length * 0.99)] ?? 0).toFixed(1)),
    'longest ms': Number((waits.at(-1) ?? 0).toFixed(1)),
  }
}
