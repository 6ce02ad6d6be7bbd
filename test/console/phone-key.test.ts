import { describe, expect, it } from '@jest/globals'
import { phoneKey } from '../../console/src/lib/phone.js'
import { parsePhone } from '../../src/domain/phone.js'

const written = [
  '0987650001',
  '098 765 0001',
  '593987650001',
  '+593 98 765 0001',
  '00593987650001',
  '987650001',
  '022345678',
  '+55 11 91234-5678',
  '12',
  'hola',
  '',
  '098765000123',
]

describe('phoneKey', () => {
  it.each(written)('reads %p as the domain does', (phone) => {
    expect(phoneKey(phone)).toBe(parsePhone(phone))
  })
})
