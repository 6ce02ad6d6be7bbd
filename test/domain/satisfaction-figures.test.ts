import { describe, expect, it } from '@jest/globals'
import { ratingSummary } from '../../src/domain/satisfaction-figures.js'

describe('ratingSummary', () => {
  it('weighs each rating alike, whoever got it', () => {
    const { all, agents } = ratingSummary([
      { agentId: 'few', surveys: 2, asked: 1, histogram: [1, 0, 0, 0, 0] },
      { agentId: 'many', surveys: 4, asked: 3, histogram: [0, 0, 0, 0, 3] },
    ])
    expect(all).toEqual({ surveys: 6, asked: 4, rated: 4, mean: 4, histogram: [1, 0, 0, 0, 3] })
    expect(agents.map(({ agentId, mean }) => [agentId, mean])).toEqual([
      ['many', 5],
      ['few', 1],
    ])
  })

  it('has no mean where nobody rated', () => {
    expect(ratingSummary([]).all).toMatchObject({ rated: 0, mean: null })
    const row = { agentId: 'a', surveys: 3, asked: 1, histogram: [0, 0, 0, 0, 0] as const }
    expect(ratingSummary([{ ...row, histogram: [...row.histogram] }]).agents).toMatchObject([
      { surveys: 3, asked: 1, rated: 0, mean: null },
    ])
  })
})
