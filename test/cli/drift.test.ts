import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { commandFolder, runCommand, trainingTimeoutMs, trainModel } from '../support/run-command.js'
import { startHouse, type House } from '../support/start-chat.js'

const folder = commandFolder()
let house: House
beforeAll(async () => {
  await trainModel()
  house = await startHouse()
  const chat = house.customer('+593987650031')
  for (const text of ['no tengo internet', 'quiero mi blockchain', 'soy Gurumendi Gurumendi']) {
    await chat.says(text)
  }
  await house.customer('+593987650032').says('el blockchain de mi 0987650032 no anda')
}, trainingTimeoutMs)
afterAll(async () => {
  await house.stop()
  folder.remove()
})

const drift = (words: readonly string[]) =>
  runCommand(['drift', '--weeks', '5000', ...words], {
    environment: {
      DATA_DIR: folder.path,
      MONGODB_URI: house.database.uri,
      MONGODB_DATABASE: house.database.database,
    },
  })

describe('fideliza drift', () => {
  it('counts what customers wrote, week by week, without saying what', async () => {
    const { exitCode, lines } = await drift(['--json'])
    expect(exitCode).toBe(0)
    expect(lines).toHaveLength(1)
    const week = JSON.parse(lines[0] ?? '') as Record<string, unknown>
    expect(week).toMatchObject({ messages: 4, newWords: [{ word: 'blockchain', times: 2 }] })
    expect(JSON.stringify(week)).not.toContain('quiero mi')
  })

  it('is readable too', async () => {
    const { output } = await drift([])
    expect(output).toMatch(/^week of \d{4}-\d{2}-\d{2} {2}4 messages, /)
    expect(output).toContain('new words  blockchain 2')
  })

  it('refuses a span that is none', async () => {
    expect((await runCommand(['drift', '--weeks', 'two'])).exitCode).toBe(2)
  })
})
