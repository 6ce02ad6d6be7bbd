import { describe, expect, it } from '@jest/globals'
import { dayRange, localDay } from '../../src/domain/day-range.js'
import { adherenceOf } from '../../src/domain/protocol-adherence.js'
import { withMessage } from '../../src/domain/protocol-evidence.js'
import { noEvidence, type ProtocolClosing, type ProtocolStep } from '../../src/domain/protocol.js'
import { scoreAttempt } from '../../src/domain/quiz.js'
import { aMessage } from '../support/builders.js'

const text = { es: 'x', pt: 'x' }
const steps: ProtocolStep[] = [
  {
    id: 'greeting',
    name: text,
    hint: text,
    rules: [{ kind: 'agent-said', anyOf: ['buenos días', 'hola'] }],
  },
  {
    id: 'clear',
    name: text,
    hint: text,
    rules: [{ kind: 'plain-sentences', minimumWords: 3, longestSentence: 5 }],
  },
]
const said = (words: string, author: 'agent' | 'contact' | 'bot' = 'agent') =>
  aMessage({ author, content: { kind: 'text', text: words } })

describe('withMessage', () => {
  it.each([
    ['¡Buenos dias, Rosa!', ['greeting']],
    ['HOLA', ['greeting']],
    ['aholado', []],
  ])('finds whole phrases without accents and signs in %p', (words, found) => {
    const { said: lines } = withMessage({ steps }, noEvidence, said(words), false)
    expect(lines.map(({ step }) => step)).toEqual(found)
  })

  it('does not take the bot or the customer for the agent', () => {
    const bot = withMessage({ steps }, noEvidence, said('hola', 'bot'), false)
    expect(bot).toEqual(noEvidence)
    const customer = withMessage({ steps }, noEvidence, said('hola', 'contact'), false)
    expect(customer).toMatchObject({ said: [], agentTexts: 0 })
    expect(customer.customerWroteAt).not.toBeNull()
  })

  it('counts answers, long sentences and misspelled texts', () => {
    const short = withMessage(
      { steps },
      noEvidence,
      said('Su plan cambia. Desde mañana rige.'),
      true,
    )
    expect(short).toMatchObject({ answers: 1, longTexts: 0, misspelledTexts: 1, agentTexts: 1 })
    const long = withMessage({ steps }, short, said('uno dos tres cuatro cinco seis'), false)
    expect(long).toMatchObject({ answers: 2, longTexts: 1, misspelledTexts: 1, agentTexts: 2 })
  })
})

describe('adherenceOf', () => {
  const closing = (overrides: Partial<ProtocolClosing>): ProtocolClosing => ({
    at: new Date(0),
    agentId: 'a',
    outcome: 'saved',
    counted: true,
    done: ['greeting', 'clear'],
    missing: [],
    reason: null,
    ...overrides,
  })

  it('sums up each agent, and leaves out tickets in which nobody talked', () => {
    const found = adherenceOf([
      closing({ agentId: 'b' }),
      closing({}),
      closing({ done: ['clear'], missing: ['greeting'], reason: 'se fue' }),
      closing({ counted: false, done: [], missing: ['greeting'] }),
    ])
    expect(found).toEqual([
      {
        agentId: 'a',
        tickets: 2,
        complete: 1,
        withReason: 1,
        share: 0.75,
        missing: { greeting: 1 },
      },
      { agentId: 'b', tickets: 1, complete: 1, withReason: 0, share: 1, missing: {} },
    ])
  })
})

describe('scoreAttempt', () => {
  const key = { quizId: 'q', quizVersion: 2, confirmedBy: 'a', confirmedAt: new Date(0) }
  const keys = [
    { id: 'q@2/one', itemId: 'one', optionId: 'a', ...key },
    { id: 'q@2/two', itemId: 'two', optionId: 'b', ...key },
  ]
  const answers = ['one', 'two', 'three'].map((itemId) => ({ itemId, optionId: 'a' }))

  it('scores items with a confirmed key of the same version only', () => {
    expect(scoreAttempt({ quizId: 'q', quizVersion: 2, answers }, keys)).toMatchObject({
      right: 1,
      scored: 2,
      answered: 3,
    })
    expect(scoreAttempt({ quizId: 'q', quizVersion: 1, answers }, keys).scored).toBe(0)
  })
})

describe('dayRange', () => {
  const now = new Date('2026-11-23T03:00:00.000Z')

  it('takes whole days of Ecuador, the last one included', () => {
    expect(dayRange({ from: '2026-11-01', to: '2026-11-02' }, now)).toEqual({
      from: new Date('2026-11-01T05:00:00.000Z'),
      to: new Date('2026-11-03T05:00:00.000Z'),
    })
  })

  it('is the last 30 days where nothing was asked for', () => {
    expect(localDay(now)).toBe('2026-11-22')
    expect(dayRange({}, now).from).toEqual(new Date('2026-10-24T05:00:00.000Z'))
  })
})
