import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'

const root = join(import.meta.dirname, '../..')

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fideliza-landing-'))
  mkdirSync(join(folder, '.ci'))
  mkdirSync(join(folder, 'bin'))
  cpSync(join(root, '.ci/run'), join(folder, '.ci/run'))
  program('chromium', '')
})
afterEach(() => rmSync(folder, { recursive: true }))

const program = (name: string, script: string): void => {
  writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${script}\n`)
  chmodSync(join(folder, 'bin', name), 0o755)
}

/** The script with an npm that does what the test says for each of its commands. */
const land = (npm: string, environment: Record<string, string> = {}) => {
  program('npm', `echo "npm $*" >> "${folder}/called"\ncase "$*" in\n${npm}\n*) ;;\nesac`)
  const { status, stdout } = spawnSync('bash', [join(folder, '.ci/run')], {
    env: { PATH: `${join(folder, 'bin')}:/usr/bin:/bin`, ...environment },
    encoding: 'utf8',
  })
  return { status, lines: stdout.trimEnd().split('\n') }
}

const tests = 'test) echo "5 passed, 0 failed, 1 skipped" >> "$SUMMARY_FILE" ;;'

describe('.ci/run', () => {
  it('ends with the one line of the summary when all is good', () => {
    const { status, lines } = land(tests)
    expect(lines.at(-1)).toBe('5 passed, 0 failed, 1 skipped')
    expect(status).toBe(0)
  })

  it('asks for the browser tests', () => {
    const { lines } = land('test) test "$FIDELIZA_BROWSER_TESTS" = required || exit 1 ;;')
    expect(lines.join('\n')).toContain('== npm test: good')
  })

  it('runs the tests although the checks failed, says which did, and fails', () => {
    const { status, lines } = land(`"run check") exit 3 ;;\n${tests}`)
    expect(status).toBe(1)
    expect(lines.join('\n')).toContain('== npm run check: FAILED with exit code 3')
    expect(lines.slice(-2)).toEqual(['failed: npm run check', '5 passed, 0 failed, 1 skipped'])
  })

  it('stops when nothing could be installed', () => {
    const { status, lines } = land(`ci*) exit 1 ;;\n${tests}`)
    expect(status).toBe(1)
    expect(lines.slice(-2)).toEqual(['failed: npm ci', '0 passed, 0 failed, 0 skipped'])
  })

  it('adds the tests on a real MongoDB where there is one', () => {
    const real =
      '"run test:mongodb") echo "4 passed, 1 failed, 0 skipped" >> "$SUMMARY_FILE"; exit 1 ;;'
    const { status, lines } = land(`${tests}\n${real}`, { MONGOMS_SYSTEM_BINARY: '/opt/mongod' })
    expect(status).toBe(1)
    expect(lines.slice(-2)).toEqual([
      'failed: npm run test:mongodb',
      '9 passed, 1 failed, 1 skipped',
    ])
  })
})
