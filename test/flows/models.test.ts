import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createLogger } from '../../src/logger.js'
import type { IntentCorpus } from '../../src/nlu/classifier.js'
import { createNlpjsClassifier } from '../../src/nlu/nlpjs-classifier.js'
import type { Parts } from '../../src/parts.js'
import { smallCorpus } from '../nlu/support/small-corpus.js'
import { buildTrainingScript } from '../nlu/support/training-script.js'
import { trainingTimeoutMs } from '../support/run-command.js'
import { startHouse, type House } from '../support/start-chat.js'

const withGreeting: IntentCorpus = [
  ...smallCorpus,
  {
    locale: 'es',
    entries: [
      { intent: 'saludo', utterances: ['hola', 'buenos días', 'buenas tardes'], negatives: [] },
    ],
  },
]

let script: Awaited<ReturnType<typeof buildTrainingScript>>
let one: House
let other: House
/** Called with every line that the other process logs. */
let heardFrom: (line: string) => void = () => undefined

/** A process of its own has a classifier of its own. */
const ownClassifier = async (): Promise<Pick<Parts, 'classifier' | 'model'>> => {
  const classifier = await createNlpjsClassifier({
    corpus: smallCorpus,
    cacheDirectory: null,
    workerScript: script.script,
  })
  return { classifier, model: { classifier, readCorpus: () => Promise.resolve(withGreeting) } }
}

/** Done when the other process says that it follows. */
const followed = (): Promise<void> =>
  new Promise((resolve) => {
    heardFrom = (line) => {
      if (line.includes('the models changed')) resolve()
    }
  })

const trainingOf = ({ app }: House) => {
  if (!app.training) throw new Error('This app learns nothing.')
  return app.training
}

beforeAll(async () => {
  script = await buildTrainingScript()
  const [first, second] = [await ownClassifier(), await ownClassifier()]
  one = await startHouse({ change: () => first })
  other = await startHouse({
    beside: one,
    timers: true,
    change: () => ({
      ...second,
      log: createLogger({ level: 'info', write: (line) => heardFrom(line) }),
    }),
  })
}, trainingTimeoutMs)
afterAll(async () => {
  await other.stop()
  await one.stop()
  await script.remove()
})

const lastTurn = async (chat: ReturnType<House['customer']>) =>
  (await chat.transcript()).filter(({ author }) => author === 'contact').at(-1)?.turn

describe('two processes on one database', () => {
  it('answer with the model that one of them learned, and name it', async () => {
    const chat = other.customer('+593987657001')
    await chat.says('buenas tardes')
    expect(await lastTurn(chat)).toMatchObject({ intent: null })
    const arrives = followed()
    await trainingOf(one).train({ shadow: false })
    await arrives
    await chat.says('buenas tardes a todos')
    expect(await lastTurn(chat)).toMatchObject({
      intent: 'saludo',
      model: trainingOf(one).overview().live.hash,
    })
  }, 20_000)

  it('go back together', async () => {
    expect(await trainingOf(one).rollBack()).toBe(true)
    await trainingOf(other).follow()
    const chat = other.customer('+593987657002')
    await chat.says('buenas tardes')
    expect(await lastTurn(chat)).toMatchObject({ intent: null })
  }, 20_000)

  it('both read along for a model in shadow, and the differences of both are listed', async () => {
    await trainingOf(one).train({ shadow: true })
    await trainingOf(other).follow()
    await one.customer('+593987657003').says('buenas tardes')
    await other.customer('+593987657004').says('buenos días')
    await trainingOf(other).follow()
    const { run, pairs } = await trainingOf(one).shadow.summary()
    expect(run).toMatchObject({ compared: 2, differing: 2 })
    expect(pairs).toEqual([{ live: null, candidate: 'saludo', count: 2 }])
  }, 20_000)
})
