import { describe, expect, it } from '@jest/globals'
import { formatPhone, maskPhone, parsePhone } from '../../src/domain/phone.js'

describe('parsePhone', () => {
  it.each([
    '0987650001',
    '593987650001',
    '+593987650001',
    '+593 98 765 0001',
    '+593 098 765 0001',
    '5930987650001',
    '00593987650001',
    '098-765-0001',
    '(098) 765 0001',
    '987650001',
    '  0987650001 ',
    '\u202a+593 98 765 0001\u202c',
  ])('reads %j as one key', (written) => {
    expect(parsePhone(written)).toBe('+593987650001')
  })

  it.each([
    ['022345678', '+59322345678'],
    ['(02) 234-5678', '+59322345678'],
    ['+593 4 234 5678', '+59342345678'],
    ['072345678', '+59372345678'],
    ['+57 310 123 4567', '+573101234567'],
    ['0034600123456', '+34600123456'],
    ['+1 (212) 555-0100', '+12125550100'],
  ])('reads the fixed or foreign number %j', (written, phone) => {
    expect(parsePhone(written)).toBe(phone)
  })

  it.each([
    '',
    'no tengo',
    '12345',
    // A LID is digits too, and no phone number.
    '123456789012345',
    'lid:123456789012345',
    '123456789012345@lid',
    // A digit missing, a digit too many.
    '098765000',
    '09876500011',
    '0223456789',
    '59398765000',
    '+593 98 765 000',
    '+593 1 234 5678',
    '+123',
    '+1234567890123456',
    '0987650001 ext 4',
    '098+7650001',
  ])('takes %j for no phone number', (written) => {
    expect(parsePhone(written)).toBeNull()
  })
})

describe('formatPhone', () => {
  it.each([
    ['+593987650001', '+593 98 765 0001'],
    ['+59322345678', '+593 2 234 5678'],
    ['+573101234567', '+573101234567'],
  ])('writes %s as %s', (phone, shown) => {
    expect(formatPhone(phone)).toBe(shown)
  })

  it('hides all but the last four digits from who need not know them', () => {
    expect(maskPhone('+593987650001')).toBe('+593 •• ••• 0001')
  })
})
