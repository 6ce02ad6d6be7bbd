/** The crash test of the suite for longer: `node packages/embedded-mongodb/bench/crash.mjs [rounds]`, 200 when not given. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const { status } = spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules',
    'node_modules/jest/bin/jest.js',
    'packages/embedded-mongodb/test/crash.test.ts',
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, CRASH_ROUNDS: process.argv[2] ?? '200' } },
)
process.exitCode = status ?? 1
