import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { commandFolder, runCommand, trainingTimeoutMs, trainModel } from '../support/run-command.js'
import { startHouse, type House } from '../support/start-chat.js'

const folder = commandFolder()
let house: House
beforeAll(async () => {
  await trainModel()
  house = await startHouse()
  await house.customer('+593987650001').says('hola')
  await house.customer('+593987650002').says('=HYPERLINK("x")')
}, trainingTimeoutMs)
afterAll(async () => {
  await house.stop()
  folder.remove()
})

const exported = (words: readonly string[]) =>
  runCommand(['export', 'transcripts', ...words], {
    environment: {
      DATA_DIR: folder.path,
      MONGODB_URI: house.database.uri,
      MONGODB_DATABASE: house.database.database,
    },
  })

describe('fideliza export transcripts', () => {
  it('writes a JSON line for each message', async () => {
    const { exitCode, lines, notes } = await exported([])
    expect({ exitCode, notes }).toEqual({ exitCode: 0, notes: '' })
    const messages = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(messages.map(({ text }) => text)).toContain('hola')
    expect(new Set(messages.map(({ phone }) => phone))).toEqual(
      new Set(['+593987650001', '+593987650002']),
    )
  })

  it('writes CSV in which no cell is a formula', async () => {
    const { output } = await exported(['--format', 'csv'])
    expect(output.startsWith('\ufeff')).toBe(true)
    expect(output).toContain('HYPERLINK')
    expect(output).not.toMatch(/(^|,)"?=HYPERLINK/m)
  })

  it('writes text for reading', async () => {
    const { output } = await exported(['--format', 'txt'])
    expect(output).toMatch(/\] contact: hola\n/)
  })

  it('leaves out what is older', async () => {
    expect((await exported(['--since', '2999-01-01'])).output).toBe('')
  })
})
