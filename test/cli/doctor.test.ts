import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { checkClock, checkNode } from '../../src/cli/doctor/check-machine.js'
import { testDatabase, type TestDatabase } from '../support/database.js'
import { commandFolder, runCommand } from '../support/run-command.js'

const folder = commandFolder()
afterAll(folder.remove)
let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(() => database.dropAndClose())

const doctor = (environment: Record<string, string> = {}) =>
  runCommand(['doctor'], {
    environment: {
      DATA_DIR: folder.path,
      PORT: '0',
      MONGODB_URI: database.uri,
      MONGODB_DATABASE: database.database,
      ...environment,
    },
  })

describe('fideliza doctor', () => {
  it('finds everything in order and says what it looked at', async () => {
    const { exitCode, output } = await doctor()
    expect(output).not.toContain('BROKEN')
    expect(exitCode).toBe(0)
    for (const name of [
      'Node',
      'clock',
      'settings',
      'content',
      'disk',
      'database',
      'WhatsApp',
      'users',
      'console',
      'server',
    ]) {
      expect(output).toMatch(new RegExp(`^(ok|note) +${name} `, 'm'))
    }
  })

  it.each([
    ['a wrong setting', { PORT: 'x' }, 'settings', 'Mend the environment'],
    [
      'a database that is away',
      { MONGODB_URI: 'mongodb://127.0.0.1:9' },
      'database',
      'MONGODB_URI',
    ],
    ['a number that is not linked', { BAILEYS: 'on' }, 'WhatsApp', 'fideliza link'],
    [
      'a folder that cannot be written',
      { DATA_DIR: join(import.meta.filename, 'data') },
      'disk',
      'DATA_DIR',
    ],
  ])(
    'says how to mend %s and ends with 1',
    async (_what, environment, name, mend) => {
      const { exitCode, lines } = await doctor(environment)
      expect(exitCode).toBe(1)
      const at = lines.findIndex((line) => line.startsWith('BROKEN'))
      expect(lines[at]).toMatch(new RegExp(`^BROKEN +${name} `))
      expect(lines[at + 1]).toMatch(/^ +-> /)
      expect(lines[at + 1]).toContain(mend)
      expect(lines.at(-1)).toMatch(/^\d to mend\.$/)
    },
    60_000,
  )

  it('finds the port that another program holds', async () => {
    const other = createServer((socket) => void socket.destroy())
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    const { exitCode, output } = await doctor({ PORT: String(port) })
    expect(exitCode).toBe(1)
    expect(output).toMatch(new RegExp(`BROKEN +server +127\\.0\\.0\\.1:${port} cannot be used`))
    await new Promise((resolve) => other.close(resolve))
  })

  it('finds the link of a number', async () => {
    await database.store.keyedDocuments('baileys/principal').write([
      {
        type: 'credentials',
        id: 'current',
        value: JSON.stringify({ account: { details: 'x' } }),
      },
    ])
    expect((await doctor({ BAILEYS: 'on' })).output).toMatch(/^ok +WhatsApp +principal is linked$/m)
  })
})

describe('checkNode', () => {
  it.each([
    ['20.19.0', 'good'],
    ['22.1.0', 'good'],
    ['20.18.3', 'broken'],
    ['18.20.0', 'broken'],
  ])('finds Node %s %s', (nodeVersion, state) => {
    expect(checkNode({ nodeVersion }).state).toBe(state)
  })
})

describe('checkClock', () => {
  it('finds a clock that was never set', () => {
    expect(checkClock(new Date('1970-01-01T00:05:00Z')).state).toBe('broken')
    expect(checkClock(new Date('2026-11-22T00:00:00Z')).state).toBe('good')
  })
})
