import { describe, expect, it } from '@jest/globals'
import { permanenceFee } from '../../src/domain/permanence.js'

const tiers = [
  { upToMonth: 3, fee: 150, feeWithTax: 174 },
  { upToMonth: 6, fee: 100, feeWithTax: 116 },
  { upToMonth: 9, fee: 50, feeWithTax: 58 },
]

describe('permanenceFee', () => {
  it.each([
    [0, 150, 174],
    [1, 150, 174],
    [3, 150, 174],
    [4, 100, 116],
    [6, 100, 116],
    [7, 50, 58],
    [9, 50, 58],
    [10, 0, 0],
    [120, 0, 0],
  ])('asks in month %i for %i (%i with tax)', (month, fee, feeWithTax) => {
    expect(permanenceFee(tiers, month)).toEqual({ fee, feeWithTax })
  })

  it('does not depend on the order of the tiers', () => {
    expect(permanenceFee([...tiers].reverse(), 4)).toEqual({ fee: 100, feeWithTax: 116 })
  })

  it('asks for nothing where the contract has no tiers', () => {
    expect(permanenceFee([], 1)).toEqual({ fee: 0, feeWithTax: 0 })
  })
})
