import { describe, expect, it } from '@jest/globals'
import { evaluate } from '../../src/evaluation/evaluate.js'
import { failedGates } from '../../src/evaluation/gates.js'
import { reportPage } from '../../src/evaluation/report-page.js'
import type { Classification } from '../../src/nlu/classifier.js'

/** Reads a message as the intents its words name, with the score of the last word. */
const classify = (text: string): Classification => {
  const words = text.split(' ')
  const score = Number(words.pop())
  const intents = score >= 0.5 ? words : []
  return {
    intent: intents[0] ?? null,
    intents,
    score,
    margin: score,
    alternatives: words.map((intent) => ({ intent, score })),
    decision: intents.length > 0 ? 'answer' : 'reject',
    language: 'es',
    normalized: text,
  }
}

const expected = [
  { text: 'saludo 0.9', intents: ['saludo'] },
  { text: 'saludo 0.4', intents: ['saludo'] },
  { text: 'cancelar 0.8', intents: ['saludo'] },
  { text: 'cancelar 0.3', intents: [] },
  { text: 'saludo cancelar 0.9', intents: ['saludo', 'cancelar'] },
  { text: 'saludo cancelar 0.9', intents: ['cancelar', 'saludo'] },
]

describe('evaluate', () => {
  const evaluation = evaluate({ classify }, expected)

  it('counts two requests as heard only in their order, and apart from the others', () => {
    expect(evaluation.two).toEqual({ right: 1, all: 2 })
    expect(evaluation).toMatchObject({ inScope: 3, outOfScope: 1 })
  })

  it('tells the best candidate from what was answered', () => {
    expect(evaluation.figures.accuracy.value).toBeCloseTo(2 / 3)
    expect(evaluation.figures.answeredRight.value).toBeCloseTo(1 / 3)
    expect(evaluation.figures.rejectRecall.value).toBe(1)
    expect(evaluation.figures.rejectPrecision.value).toBe(0.5)
  })

  it('says what a higher gate would do', () => {
    const at = (threshold: number) =>
      evaluation.sweep.find((point) => Math.abs(point.threshold - threshold) < 0.01)
    expect(at(0)).toMatchObject({ rejectRecall: 0, rejectPrecision: 0 })
    expect(at(0.85)).toMatchObject({ rejectRecall: 1, rejectPrecision: 1 / 3 })
  })

  it('counts what was meant by what was answered', () => {
    const { labels, counts } = evaluation.confusion
    expect(labels).toEqual(['cancelar', 'saludo', 'None'])
    expect(counts).toEqual([
      [0, 0, 0],
      [1, 1, 1],
      [0, 0, 1],
    ])
  })

  it('names the gates that do not hold', () => {
    expect(failedGates(evaluation, { accuracy: 0.6, two: 0.5 })).toEqual([])
    expect(failedGates(evaluation, { answeredRight: 0.5, weakestIntent: 0.9 })).toEqual([
      'answeredRight is 0.333, must be 0.500 at least',
      'weakestIntent is 0.667, must be 0.900 at least',
    ])
    expect(failedGates(evaluation, undefined)).toEqual([])
  })

  it('writes what customers wrote as text, not as markup', () => {
    const hostile = evaluate({ classify }, [{ text: '<script> 0.9', intents: ['saludo'] }])
    expect(reportPage('x', hostile, {})).not.toContain('<script>')
  })
})
