import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { commandFolder, runCommand, trainingTimeoutMs, trainModel } from '../support/run-command.js'

const folder = commandFolder()
beforeAll(trainModel, trainingTimeoutMs)
afterAll(folder.remove)

const classify = (stdin: readonly string[] | AsyncIterable<string>, print?: () => Promise<void>) =>
  runCommand(['classify'], {
    environment: { DATA_DIR: folder.path },
    stdin,
    ...(print ? { print } : {}),
  })

const parsed = (lines: readonly string[]): Record<string, unknown>[] =>
  lines.map((line) => JSON.parse(line) as Record<string, unknown>)

describe('fideliza classify', () => {
  it('answers each line in order with exactly the promised fields', async () => {
    const { exitCode, lines } = await classify([
      '{"text":"hola buenas tardes","id":7}\n{"text":"muchas gracias","id":"b"}\n{"text":"hola"}\n',
    ])
    expect(exitCode).toBe(0)
    const answers = parsed(lines)
    expect(answers.map(({ id }) => id)).toEqual([7, 'b', null])
    for (const answer of answers) {
      expect(Object.keys(answer)).toEqual([
        'id',
        'intent',
        'score',
        'alternatives',
        'intents',
        'language',
      ])
    }
    expect(answers.map(({ intent }) => intent)).toEqual(['saludo', 'gracias', 'saludo'])
  })

  it('says on request what led to an intent, and takes nothing away', async () => {
    const { lines } = await runCommand(['classify', '--explain'], {
      environment: { DATA_DIR: folder.path },
      stdin: ['{"text":"no tengo internet desde ayer"}\n'],
    })
    const [answer] = parsed(lines)
    expect(answer).toMatchObject({
      intent: 'sin_servicio',
      explained: 'sin_servicio',
      decision: 'answer',
      normalized: 'no tengo internet desde ayer',
      knownShare: 1,
    })
    const features = answer?.['features'] as { kind: string; contribution: number }[]
    expect(features.length).toBeGreaterThan(5)
    expect(features[0]?.contribution).toBeGreaterThan(0)
  })

  it('survives lines that it cannot read, says so in their place and ends with 1', async () => {
    const { exitCode, lines } = await classify([
      'nonsense\n\n{"id":3}\n[]\n{"text":5,"id":"x"}\n"hola"\n{"text":"hola","id":{}}\n{"text":"hola","id":9}\n',
    ])
    expect(exitCode).toBe(1)
    expect(parsed(lines).map(({ id, error }) => ({ id, error }))).toEqual([
      { id: null, error: 'the line is no JSON' },
      { id: 3, error: 'text must be a string' },
      { id: null, error: 'the line is no object with a text' },
      { id: 'x', error: 'text must be a string' },
      { id: null, error: 'the line is no object with a text' },
      { id: null, error: 'id must be a string or a number' },
      { id: 9, error: undefined },
    ])
  })

  it('reads lines that are cut anywhere, without a last line end and with CRLF', async () => {
    const { lines } = await classify(['{"text":"ho', 'la","id":1}\r', '\n{"text":"hola","id":2}'])
    expect(parsed(lines).map(({ id }) => id)).toEqual([1, 2])
  })

  it('answers a line before the next one comes', async () => {
    let answered = (): void => undefined
    const firstAnswer = new Promise<void>((resolve) => {
      answered = resolve
    })
    const conversation = async function* (): AsyncGenerator<string> {
      yield '{"text":"hola","id":1}\n'
      await firstAnswer
      yield '{"text":"gracias","id":2}\n'
    }
    const { lines } = await classify(conversation(), () => Promise.resolve(answered()))
    expect(lines).toHaveLength(2)
  })

  it('writes nothing for nothing', async () => {
    expect(await classify([])).toMatchObject({ exitCode: 0, output: '' })
  })
})
