import { describe, expect, it } from '@jest/globals'
import { isNationalIdValid, mailSubject } from '../../src/domain/mail-subject.js'

describe('mailSubject', () => {
  it('is the example of the business to the letter (B8)', () => {
    expect(
      mailSubject({
        nationalId: '1716568499',
        fullName: ' Goyes  Balseca Juan Carlos ',
        service: 'Televisión',
      }),
    ).toBe('1716568499//GOYES BALSECA JUAN CARLOS//TELEVISIÓN')
  })
})

describe('isNationalIdValid', () => {
  it.each(['1710034065', '0926687856'])('accepts %s', (nationalId) => {
    expect(isNationalIdValid(nationalId)).toBe(true)
  })

  it.each([
    '1716568499',
    '1710034066',
    '171003406',
    '17100340655',
    '2510034065',
    '0010034065',
    'abcdefghij',
    '',
  ])('doubts %j', (nationalId) => {
    expect(isNationalIdValid(nationalId)).toBe(false)
  })
})
