import { describe, expect, it } from '@jest/globals'
import { searchKeysOf, searchTermsOf } from '../../src/domain/ticket-search.js'

const rosa = { name: 'Rosa Elena Quishpe Ñáñez', phone: '+593987650001' }

const finds = (written: string, customer = rosa, number = 42): boolean => {
  const keys = searchKeysOf(customer, number)
  const terms = searchTermsOf(written)
  return terms.length > 0 && terms.every((term) => term.some((key) => keys.includes(key)))
}

describe('searching a ticket by its customer', () => {
  it.each([
    'rosa',
    'ROS',
    'quish',
    'Rosa Quishpe',
    'quishpe rosa',
    'nanez',
    'Ñáñez',
    '0987650001',
    '+593 98 765 0001',
    '593987',
    '00593987650001',
    '98 765',
    '0001',
    '50001',
    '42',
    '#42',
    'rosa 0987',
  ])('finds %s', (written) => {
    expect(finds(written)).toBe(true)
  })

  it.each(['r', '', '  ', 'osa', 'rosa perez', '0987650002', '43', '12345', '*'])(
    'does not find %j',
    (written) => {
      expect(finds(written)).toBe(false)
    },
  )

  it('finds a customer without a name or number by the ticket number', () => {
    expect(searchKeysOf(null, 7)).toEqual(['=7'])
    expect(searchKeysOf({ name: null, phone: null }, 7)).toEqual(['=7'])
  })

  it('keeps long words and long searches within bounds', () => {
    const long = 'a'.repeat(5_000)
    expect(searchKeysOf({ name: long, phone: null }, 1).length).toBeLessThan(20)
    expect(searchTermsOf(`${'palabra '.repeat(500)}`).length).toBeLessThanOrEqual(6)
    expect(searchTermsOf('9'.repeat(5_000))[0]?.[0]?.length).toBeLessThanOrEqual(16)
  })
})
