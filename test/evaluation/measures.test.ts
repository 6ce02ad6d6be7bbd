import { describe, expect, it } from '@jest/globals'
import { bootstrap } from '../../src/evaluation/bootstrap.js'
import { auroc, figuresOfIntents, measure, type Reading } from '../../src/evaluation/measures.js'

const reading = (gold: string | null, best: string, score: number, answered = true): Reading => ({
  gold,
  result: {
    intent: answered ? best : null,
    score,
    alternatives: [{ intent: best, score }],
    decision: answered ? 'answer' : 'reject',
  },
})

const readings = [
  reading('a', 'a', 0.9),
  reading('a', 'b', 0.8),
  reading('b', 'b', 0.7),
  reading('b', 'b', 0.4, false),
  reading(null, 'a', 0.3, false),
  reading(null, 'b', 0.6),
]

describe('measure', () => {
  it('counts what is right, answered and rejected', () => {
    const figures = measure(readings)
    expect(figures).toMatchObject({
      inScope: 4,
      outOfScope: 2,
      accuracy: 0.75,
      answeredRight: 0.5,
      rejectRecall: 0.5,
      rejectPrecision: 0.5,
      auroc: 7 / 8,
    })
    expect(figures.macroF1).toBeCloseTo((2 / 3 + 4 / 5) / 2, 10)
  })

  it('is all zeros on nothing', () => {
    expect(Object.values(measure([]))).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
  })
})

describe('figuresOfIntents', () => {
  it('tells precision from recall', () => {
    expect(figuresOfIntents(readings)).toEqual([
      { intent: 'a', messages: 2, precision: 1, recall: 0.5, f1: 2 / 3 },
      { intent: 'b', messages: 2, precision: 2 / 3, recall: 1, f1: 0.8 },
    ])
  })
})

describe('auroc', () => {
  it.each([
    [[2, 3], [0, 1], 1],
    [[0, 1], [2, 3], 0],
    [[1, 1], [1, 1], 0.5],
  ])('of %j above %j is %d', (above, below, expected) => {
    expect(auroc(above, below)).toBe(expected)
  })
})

describe('bootstrap', () => {
  it('holds the figure of the set, is narrow for a large set and the same every time', () => {
    const shareOfOnes = (items: readonly number[]): number =>
      items.reduce((sum, item) => sum + item, 0) / items.length
    const items = Array.from({ length: 1000 }, (_, index) => index % 2)
    const interval = bootstrap(items, shareOfOnes)
    expect(interval.low).toBeLessThan(0.5)
    expect(interval.high).toBeGreaterThan(0.5)
    expect(interval.high - interval.low).toBeLessThan(0.08)
    expect(bootstrap(items, shareOfOnes)).toEqual(interval)
  })
})
