import { describe, expect, it } from '@jest/globals'
import { plainText } from '../../src/domain/plain-text.js'
import { yesOrNo } from '../../src/domain/yes-no.js'

describe('yesOrNo', () => {
  it.each([
    'si',
    'Sí',
    'SÍ!!',
    'sii',
    '*sí*',
    'claro que sí',
    'dale',
    'de una',
    'ok',
    'sim',
    '👍',
    '👍🏽',
    '✅',
  ])('hears a yes in %j', (text) => {
    expect(yesOrNo(text)).toBe('yes')
  })

  it.each(['no', 'No.', 'n', 'nop', 'no gracias', 'No, gracias', 'ahora no', 'não', '👎', '👎🏿'])(
    'hears a no in %j',
    (text) => {
      expect(yesOrNo(text)).toBe('no')
    },
  )

  it.each(['', 'si no pago me cortan', 'no tengo internet', 'sí pero mañana', 'tal vez', '🙂'])(
    'hears neither in %j',
    (text) => {
      expect(yesOrNo(text)).toBeNull()
    },
  )
})

describe('plainText', () => {
  it.each([
    ['  ¿Cuándo   vence? ', 'cuando vence'],
    ['AÑO', 'ano'],
    ['e\u0301xito', 'exito'],
    ['*cancelar*', 'cancelar'],
    ['', ''],
  ])('makes %j %j', (text, plain) => {
    expect(plainText(text)).toBe(plain)
  })
})
