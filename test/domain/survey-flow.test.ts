import { describe, expect, it } from '@jest/globals'
import {
  afterReminder,
  askedQuestions,
  isExpired,
  oneBack,
  priorityOf,
  progress,
  startSession,
  withAnswer,
  withMiss,
} from '../../src/domain/survey-flow.js'
import { followUp } from '../../src/domain/survey-follow-up.js'
import { surveySchema, type SurveySession } from '../../src/domain/survey.js'
import { aContact, aConversation } from '../support/builders.js'
import { hours } from '../support/fake-clock.js'

const words = { es: 'texto', pt: 'texto' }
const choice = (id: string, values: string[], when?: { question: string; oneOf: string[] }) => ({
  id,
  kind: 'choice',
  text: words,
  reask: words,
  options: values.map((value) => ({ value, label: { es: value, pt: value } })),
  ...(when ? { when } : {}),
})

/** a; b only after a=yes; c only after b=deep; d always. */
const survey = surveySchema.parse({
  id: 'prueba',
  version: 3,
  product: 'tv',
  title: words,
  explanation: words,
  thanks: words,
  cancelled: words,
  expired: { es: 'Cerramos la encuesta.', pt: 'Encerramos.' },
  reminder: { es: 'Le recordamos.', pt: 'Lembramos.' },
  remindAfterHours: [4, 24],
  expireAfterHours: 72,
  questions: [
    choice('a', ['yes', 'no']),
    choice('b', ['deep', 'flat'], { question: 'a', oneOf: ['yes'] }),
    choice('c', ['one', 'two'], { question: 'b', oneOf: ['deep'] }),
    choice('d', ['stay', 'leave']),
  ],
  priorities: [
    { when: [{ question: 'd', oneOf: ['leave'] }], priority: 'urgent' },
    { when: [{ question: 'c', oneOf: ['two'] }], priority: 'high' },
    {
      when: [
        { question: 'a', oneOf: ['no'] },
        { question: 'd', oneOf: ['stay'] },
      ],
      priority: 'low',
    },
  ],
})

const start = new Date('2026-11-23T09:00:00-05:00')
const later = (count: number): Date => new Date(start.getTime() + hours(count))
const fresh = (): SurveySession =>
  startSession(survey, { id: 's1', now: start, campaignId: null, state: 'running' })
const answered = (session: SurveySession, value: string, now = start): SurveySession =>
  withAnswer(survey, session, { values: [value], text: null }, now).session
const after = (...values: string[]): SurveySession =>
  values.reduce((session, value) => answered(session, value), fresh())
const values = (session: SurveySession): Record<string, string | undefined> =>
  Object.fromEntries(session.answers.map(({ question, values: [value] }) => [question, value]))

describe('withAnswer', () => {
  it.each([
    [['yes'], 'b'],
    [['no'], 'd'],
    [['yes', 'deep'], 'c'],
    [['yes', 'flat'], 'd'],
    [['yes', 'deep', 'one'], 'd'],
  ])('after %j asks %s', (said, next) => {
    expect(after(...said).question).toBe(next)
  })

  it('is completed when every question that applies has its answer', () => {
    expect(withAnswer(survey, after('no'), { values: ['stay'], text: null }, start).completed).toBe(
      true,
    )
    expect(withAnswer(survey, after(), { values: ['no'], text: null }, start).completed).toBe(false)
  })

  it('forgets answers to questions that a changed answer leaves out, also of those behind them', () => {
    const kept = { ...after('yes', 'deep', 'two'), question: 'a' }
    expect(values(answered(kept, 'no'))).toEqual({ a: 'no' })
    expect(askedQuestions(survey, answered(kept, 'no').answers).map(({ id }) => id)).toEqual([
      'a',
      'd',
    ])
  })

  it('clears the misses and starts the waiting time again', () => {
    const missed = withMiss(survey, withMiss(survey, fresh(), start), start)
    expect(missed.misses).toBe(2)
    expect(answered(missed, 'yes', later(2))).toMatchObject({
      misses: 0,
      remindersSent: 0,
      nextDueAt: later(6),
    })
  })
})

describe('oneBack', () => {
  it('goes to the question before, through those left out, and takes its answer out', () => {
    const back = oneBack(survey, after('no'), start)
    expect(back).toMatchObject({ question: 'a', answers: [] })
  })

  it('is null at the first question', () => {
    expect(oneBack(survey, fresh(), start)).toBeNull()
  })

  it('does not ask again what was answered behind the question gone back to', () => {
    const twoBack = oneBack(survey, oneBack(survey, after('yes', 'flat'), start) ?? fresh(), start)
    expect(twoBack?.question).toBe('a')
    expect(answered(twoBack ?? fresh(), 'yes').question).toBe('b')
  })
})

describe('progress', () => {
  it('counts only the questions that apply so far', () => {
    expect(progress(survey, fresh())).toEqual({ number: 1, total: 2 })
    expect(progress(survey, after('yes', 'deep'))).toEqual({ number: 3, total: 4 })
  })
})

describe('startSession', () => {
  it('resumes at the first question without an answer', () => {
    const { answers } = after('yes', 'deep')
    const resumed = startSession(survey, {
      id: 's2',
      now: later(100),
      campaignId: 'c',
      answers,
      state: 'running',
    })
    expect(resumed).toMatchObject({
      id: 's2',
      question: 'c',
      surveyVersion: 3,
      campaignId: 'c',
      nextDueAt: later(104),
    })
    expect(values(resumed)).toEqual({ a: 'yes', b: 'deep' })
  })
})

describe('priorityOf', () => {
  it.each([
    [['no', 'leave'], 'urgent'],
    [['yes', 'deep', 'two', 'leave'], 'urgent'],
    [['yes', 'deep', 'two', 'stay'], 'high'],
    [['no', 'stay'], 'low'],
    [['yes', 'flat', 'stay'], 'normal'],
    [[], 'normal'],
  ])('of %j is %s', (said, priority) => {
    expect(priorityOf(survey, after(...said).answers)).toBe(priority)
  })
})

describe('reminders and expiry', () => {
  it('come 4 and 24 hours after the last activity, the end after 72', () => {
    const first = fresh()
    expect(first.nextDueAt).toEqual(later(4))
    const second = afterReminder(survey, first, later(4))
    expect(second).toMatchObject({ remindersSent: 1, nextDueAt: later(24) })
    const third = afterReminder(survey, second, later(24))
    expect(third).toMatchObject({ remindersSent: 2, nextDueAt: later(72) })
  })

  it.each([
    [71.999, false],
    [72, true],
    [90, true],
  ])('after %p hours expired is %p', (count, expired) => {
    expect(isExpired(survey, fresh(), later(count))).toBe(expired)
  })

  it('are one after a long silence of ours: what is overdue twice is said once', () => {
    expect(afterReminder(survey, fresh(), later(30))).toMatchObject({
      remindersSent: 2,
      nextDueAt: later(72),
    })
  })
})

describe('followUp', () => {
  const contact = aContact({ phone: '+593987650001' })
  const chat = (session: SurveySession | null, mode: 'bot' | 'human' = 'bot') =>
    aConversation({
      survey: session,
      mode: mode === 'bot' ? { kind: 'bot' } : { kind: 'human', ticketId: 't' },
    })

  it('does nothing a moment before the time, and reminds at it with the question', () => {
    const early = new Date(later(4).getTime() - 1)
    expect(followUp(survey, chat(fresh()), contact, early).kind).toBe('nothing')
    expect(followUp(survey, chat(fresh()), contact, later(4))).toMatchObject({
      kind: 'remind',
      texts: ['Le recordamos.\ntexto\n1. yes\n2. no'],
    })
  })

  it('ends a running survey with a word, an unanswered invitation in silence', () => {
    expect(followUp(survey, chat(after('yes')), contact, later(72))).toMatchObject({
      kind: 'expire',
      texts: ['Cerramos la encuesta.'],
    })
    const offered = { ...fresh(), state: 'offered' as const }
    expect(followUp(survey, chat(offered), contact, later(72))).toMatchObject({
      kind: 'expire',
      texts: [],
    })
  })

  it.each([
    ['a human has the conversation', chat(fresh(), 'human'), contact],
    ['the customer opted out', chat(fresh()), { ...contact, optedOutAt: start }],
    ['the number was wrong', chat(fresh()), { ...contact, wrongNumberAt: start }],
  ])('says nothing when %s', (_why, conversation, whom) => {
    for (const count of [4, 24, 72])
      expect(followUp(survey, conversation, whom, later(count))).toMatchObject({ texts: [] })
  })

  it('ends a survey whose version is gone', () => {
    expect(followUp(undefined, chat(fresh()), contact, later(4))).toMatchObject({
      kind: 'expire',
      texts: [],
    })
  })

  it('has nothing to do without a survey', () => {
    expect(followUp(survey, chat(null), contact, later(99)).kind).toBe('nothing')
  })
})
