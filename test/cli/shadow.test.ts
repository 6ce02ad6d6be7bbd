import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import mongoose from 'mongoose'
import type { IntentCorpus } from '../../src/nlu/classifier.js'
import { createNlpjsClassifier } from '../../src/nlu/nlpjs-classifier.js'
import { smallCorpus } from '../nlu/support/small-corpus.js'
import { buildTrainingScript } from '../nlu/support/training-script.js'
import { commandFolder, runCommand, trainingTimeoutMs, trainModel } from '../support/run-command.js'
import { startHouse, type House } from '../support/start-chat.js'

const withGreeting: IntentCorpus = [
  ...smallCorpus,
  {
    locale: 'es',
    entries: [{ intent: 'saludo', utterances: ['hola', 'buenas tardes'], negatives: [] }],
  },
]

const folder = commandFolder()
let script: Awaited<ReturnType<typeof buildTrainingScript>>
let house: House

const training = () => {
  if (!house.app.training) throw new Error('This app learns nothing.')
  return house.app.training
}

const shadow = (...words: string[]) =>
  runCommand(['shadow', ...words], {
    environment: {
      DATA_DIR: folder.path,
      MONGODB_URI: house.database.uri,
      MONGODB_DATABASE: house.database.database,
    },
  })

beforeAll(async () => {
  await trainModel()
  script = await buildTrainingScript()
  const classifier = await createNlpjsClassifier({
    corpus: smallCorpus,
    cacheDirectory: null,
    workerScript: script.script,
  })
  const readCorpus = () => Promise.resolve(withGreeting)
  house = await startHouse({ change: () => ({ classifier, model: { classifier, readCorpus } }) })
}, trainingTimeoutMs)
afterAll(async () => {
  await house.stop()
  await script.remove()
  folder.remove()
})

describe('fideliza shadow', () => {
  it(
    'says that there was nothing yet, and has nothing to decide',
    async () => {
      expect((await shadow()).output).toBe('No model has been in shadow yet.\n')
      for (const decision of ['promote', 'discard', 'roll-back']) {
        const { exitCode, notes } = await shadow(decision)
        expect(exitCode).toBe(1)
        expect(notes).toMatch(/^There is no model (in shadow|before the live one)\.$/m)
      }
    },
    trainingTimeoutMs,
  )

  it('lists what the running server compared, by pair and by message, without a text', async () => {
    await training().train({ shadow: true })
    const chat = house.customer('+593987650041')
    for (const text of ['buenas tardes', 'no tengo internet']) await chat.says(text)
    await training().follow()
    const { output } = await shadow()
    expect(output).toContain('still in shadow')
    expect(output).toContain('2 messages compared, 1 understood otherwise, 50.0 %')
    expect(output).toContain('  1  nothing -> saludo')
    expect(output).not.toContain('buenas')
    const [first, pair, message] = (await shadow('--json')).lines.map(
      (line) => JSON.parse(line) as object,
    )
    expect(first).toMatchObject({ run: { compared: 2, differing: 1 } })
    expect(pair).toEqual({ live: null, candidate: 'saludo', count: 1 })
    expect(message).toMatchObject({ candidate: { intent: 'saludo' } })
    expect((await shadow('--json', '--limit', '0')).lines).toHaveLength(2)
  })

  it('puts it in service, and the running server follows', async () => {
    expect((await shadow('promote')).exitCode).toBe(0)
    await training().follow()
    expect(training().overview()).toMatchObject({ live: { intents: 3 }, candidate: null })
    expect((await shadow()).output).toContain('promoted')
    expect((await shadow('roll-back')).exitCode).toBe(0)
    await training().follow()
    expect(training().overview().live.intents).toBe(2)
    const { uri, database } = house.database
    const connection = await mongoose.createConnection(uri, { dbName: database }).asPromise()
    const actions = ['classifier.promote-by-command', 'classifier.rollBack-by-command']
    const lines = await connection
      .collection('audit')
      .find({ action: { $in: actions } })
      .toArray()
    await connection.close()
    expect(lines.map(({ action }) => action as string).sort()).toEqual(actions)
  })

  it('refuses what it does not know', async () => {
    expect((await shadow('--limit', 'many')).exitCode).toBe(2)
    expect((await shadow('--run', 'unknown')).exitCode).toBe(1)
  })
})
