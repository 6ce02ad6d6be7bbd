import { describe, expect, it } from '@jest/globals'
import { recentIntent, sameQuestion } from '../../src/domain/same-question.js'

describe('sameQuestion', () => {
  it.each([
    '¿y para la tele?',
    'y del celular?',
    'Y el internet',
    'y lo mismo para mi mamá?',
    'e pra tv?',
    'e do celular também?',
  ])('takes "%s" as the last question about another thing', (text) => {
    expect(sameQuestion(text, 'equipos_plazo')).toMatchObject({
      intents: ['equipos_plazo'],
      decision: 'answer',
    })
  })

  it.each([
    'y no tengo internet',
    'para la tele',
    'y quiero cancelar el celular',
    'y?',
    'y gracias',
    'y para la tele qué películas dan este mes',
  ])('leaves "%s" to stand for itself', (text) => {
    expect(sameQuestion(text, 'equipos_plazo')).toBeNull()
  })

  it.each([null, 'saludo', 'gracias', 'si', 'unknown'])('has no question after %s', (last) => {
    expect(sameQuestion('¿y para la tele?', last)).toBeNull()
  })
})

describe('recentIntent', () => {
  const now = new Date('2026-11-18T15:00:00Z')
  const secondsAgo = (count: number): Date => new Date(now.getTime() - count * 1000)

  it.each([
    ['just now', 0, 'equipos_plazo'],
    ['on the last moment', 30 * 60, 'equipos_plazo'],
    ['a second later', 30 * 60 + 1, null],
    ['the day before', 24 * 60 * 60, null],
  ])('of a question asked %s', (_name, seconds, intent) => {
    const conversation = { lastIntent: 'equipos_plazo', lastIntentAt: secondsAgo(seconds) }
    expect(recentIntent(conversation, now, 30)).toBe(intent)
  })

  it('is none when nobody wrote down when it was asked', () => {
    expect(recentIntent({ lastIntent: 'saludo', lastIntentAt: null }, now, 30)).toBeNull()
  })
})
