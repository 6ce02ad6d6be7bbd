import { parseArgs } from 'node:util'
import { runCrowd } from '../../test/support/crowd/run-crowd.js'

// libsignal prints the keys of sessions that it closes, here those of the made-up phones.
console.info = () => undefined
console.warn = () => undefined

const { values } = parseArgs({
  options: {
    customers: { type: 'string', default: '200' },
    kills: { type: 'string', default: '0' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
    minutes: { type: 'string', default: '10' },
    log: { type: 'boolean', default: false },
  },
})
const [customers, kills, seed] = [values.customers, values.kills, values.seed].map(Number) as [
  number,
  number,
  number,
]
console.log(`${customers} customers, ${kills} kills, seed ${seed} (--seed ${seed} repeats it)`)

const result = await runCrowd({
  customers,
  kills,
  seed,
  withinMs: Number(values.minutes) * 60_000,
  packageRoot: process.cwd(),
  tell: console.log,
  onKill: ({ atMessage, moment, backAfterMs }) =>
    console.log(
      `killed at message ${atMessage}, ${moment}; ${backAfterMs === null ? 'not back yet' : `back after ${Math.round(backAfterMs)} ms`}`,
    ),
})

const { replyMs, memoryMib, tookMs, messages } = result
console.log(`
took        ${(tookMs / 1000).toFixed(1)} s from \`campaign send\` to the last goodbye
messages    ${messages}, ${(messages / (tookMs / 1000)).toFixed(0)}/s
reply       p50 ${replyMs.p50} ms, p95 ${replyMs.p95} ms, most ${replyMs.max} ms
memory      program ${memoryMib.program} MiB, database ${memoryMib.database} MiB at most
kills       ${result.kills.length}
faults      ${result.faults.length}`)
for (const fault of result.faults.slice(0, 30)) console.log(`  ${fault}`)
if (values.log) console.log(result.log)
process.exit(result.faults.length === 0 && result.kills.length === kills ? 0 : 1)
