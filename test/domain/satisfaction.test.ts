import { describe, expect, it } from '@jest/globals'
import { readSatisfaction } from '../../src/domain/satisfaction-answer.js'
import { whyNotSent, type SatisfactionSettings } from '../../src/domain/satisfaction.js'

const settings: SatisfactionSettings = {
  enabled: true,
  expireAfterHours: 24,
  commentWithinHours: 2,
  againAfterHours: 24,
  windowHours: 24,
  outcomesWithoutTalk: ['no-contact'],
  ratingWords: { excelente: 5, 'muy bueno': 5, bueno: 4, regular: 3, pesimo: 1, otimo: 5 },
  thanksWords: ['gracias', 'no', 'no gracias', 'obrigado'],
}

describe('readSatisfaction', () => {
  it.each([
    ['5', 5],
    ['cinco', 5],
    ['un 4', 4],
    ['4/5', 4],
    ['⭐⭐⭐⭐', 4],
    ['3️⃣', 3],
    ['le doy 2 estrellas', 2],
    ['Excelente', 5],
    ['¡Pésimo!', 1],
    ['muy bueno', 5],
    ['todo excelente, gracias', 5],
    ['ótimo', 5],
    ['nota cinco', 5],
  ])('reads %p as %d', (text, rating) => {
    expect(readSatisfaction(text, settings)).toEqual({ kind: 'rating', rating, comment: null })
  })

  it.each([
    ['5, muy amable la señorita', 5, 'muy amable la señorita'],
    ['2. nunca me llamaron', 2, 'nunca me llamaron'],
    ['cuatro - pero tardaron', 4, 'pero tardaron'],
    ['5, gracias', 5, null],
  ])('reads %p with its comment', (text, rating, comment) => {
    expect(readSatisfaction(text, settings)).toEqual({ kind: 'rating', rating, comment })
  })

  it.each([
    ['gracias', 'thanks'],
    ['No', 'thanks'],
    ['Obrigado', 'thanks'],
    ['0', 'out-of-range'],
    ['10', 'out-of-range'],
    ['1 y 3', 'other'],
    ['tengo 3 televisores', 'other'],
    ['1 problema más tengo', 'other'],
    ['¿a qué hora viene el técnico?', 'other'],
    ['', 'other'],
  ])('reads no rating in %p', (text, kind) => {
    expect(readSatisfaction(text, settings)).toEqual({ kind })
  })
})

const now = new Date('2026-11-22T15:00:00.000Z')
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)

const fit: Parameters<typeof whyNotSent>[0] = {
  settings,
  contact: { optedOutAt: null, wrongNumberAt: null },
  conversation: { survey: null, lastInboundAt: hoursAgo(1) },
  outcome: 'saved',
  ready: true,
  previous: null,
  now,
}

describe('whyNotSent', () => {
  it('is null where nothing speaks against it', () => {
    expect(whyNotSent(fit)).toBeNull()
    expect(whyNotSent({ ...fit, previous: { askedAt: hoursAgo(24) } })).toBeNull()
  })

  it.each<[string, Partial<typeof fit>]>([
    ['disabled', { settings: { ...settings, enabled: false } }],
    ['wrong-number', { outcome: 'wrong-number' }],
    ['wrong-number', { contact: { optedOutAt: now, wrongNumberAt: now } }],
    ['opted-out', { contact: { optedOutAt: now, wrongNumberAt: null } }],
    ['no-contact', { outcome: 'no-contact', ready: false }],
    ['protocol-incomplete', { ready: false }],
    ['outside-window', { conversation: { survey: null, lastInboundAt: hoursAgo(24) } }],
    ['outside-window', { conversation: { survey: null, lastInboundAt: null } }],
    ['asked-recently', { previous: { askedAt: hoursAgo(23) } }],
  ])('is %s', (reason, closing) => {
    expect(whyNotSent({ ...fit, ...closing })).toBe(reason)
  })
})
