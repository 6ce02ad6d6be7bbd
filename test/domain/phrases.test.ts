import { describe, expect, it } from '@jest/globals'
import { fillIn } from '../../src/domain/phrases.js'

describe('fillIn', () => {
  it('puts each value in its place, as often as it is named', () => {
    expect(fillIn('{a} y {b}, {a}', { a: 'uno', b: 'dos' })).toBe('uno y dos, uno')
  })

  it.each(['{numero}', '{{constructor}}', '{{other.field}}', '$&', '$1', '{__proto__}', '<b>'])(
    'never expands a customer called %j',
    (nombre) => {
      expect(fillIn('Hola {nombre}, {numero}.', { nombre, numero: '5' })).toBe(`Hola ${nombre}, 5.`)
    },
  )

  it.each(['{falta}', '{constructor}', '{toString}', '{hasOwnProperty}'])(
    'throws for %s, which has no value',
    (text) => {
      expect(() => fillIn(text, { nombre: 'Ana' })).toThrow(/needs a value/)
    },
  )

  it('reads own values only, also where the list inherits some', () => {
    const variables = Object.create({ nombre: 'heredado' }) as Record<string, string>
    expect(() => fillIn('{nombre}', variables)).toThrow(/needs a value/)
  })

  it('leaves what is no variable alone', () => {
    expect(fillIn('{__proto__} { a } {1} {}')).toBe('{__proto__} { a } {1} {}')
  })
})
