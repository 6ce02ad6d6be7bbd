#!/usr/bin/env node
/** Builds what is missing or stale, then runs the command. Progress goes to stderr: stdout belongs to the command. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `Fideliza needs Node 20.19 or newer.\nThis is Node ${process.versions.node}.\nInstall the current release from https://nodejs.org and try again.\n`,
  )
  process.exit(1)
}

const words = process.argv.slice(2)
const understanding = ['serve', 'classify', 'evaluate', 'campaign', 'export', 'link']
const targets = [
  'database',
  'server',
  ...(understanding.includes(words[0]) ? ['classifier'] : []),
  ...(words[0] === 'serve' ? ['console'] : []),
]
let startedAtMs = 0
try {
  const { buildMissing } = await import('../scripts/build.mjs')
  await buildMissing(targets, (line) => {
    process.stderr.write(`${line}\n`)
    startedAtMs = performance.now()
  })
} catch (error) {
  process.stderr.write(
    `Fideliza could not be built.\n${error instanceof Error ? error.message : error}\nRun npm ci in ${new URL('..', import.meta.url).pathname} and try again.\n`,
  )
  process.exit(1)
}
const { main } = await import('../dist/main.js')
await main(words, { startedAtMs })
