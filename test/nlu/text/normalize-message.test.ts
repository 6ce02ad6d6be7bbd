import { describe, expect, it } from '@jest/globals'
import { isNoise } from '../../../src/nlu/text/noise.js'
import { normalizeWords, plainText } from '../../../src/nlu/text/normalize-message.js'
import { stripGreeting } from '../../../src/nlu/text/strip-greeting.js'

const normalized = (text: string, language: 'es' | 'pt' = 'es'): string =>
  normalizeWords(plainText(text), language)

describe('normalizeWords', () => {
  it.each([
    ['xq no m llega la fact', 'por que no m llega la factura'],
    ['HOLAAAA', 'hola'],
    ['no se carga, ¿qué pasó?', 'no se carga que paso'],
    ['me cobran $25.40', 'me cobran cosadinero'],
    ['escriba a juan.perez@correo.com.ec', 'escriba a cosacorreo'],
    ['vea https://cnt.gob.ec/x?y=1', 'vea cosaenlace'],
    ['llamen al 0991234567', 'llamen al cosanumerolargo'],
    ['a las 10:30', 'a las cosahora'],
    ['jajajaja', 'risa'],
    ['𝐪𝐮𝐢𝐞𝐫𝐨 ｃａｎｃｅｌａｒ', 'quiero cancelar'],
    ['can\u200bce\u00adlar', 'cancelar'],
    ['👍🏽', 'emojisi'],
    ['constructor __proto__', 'constructor proto'],
  ])('reads %j as %j', (text, expected) => {
    expect(normalized(text)).toBe(expected)
  })

  it('writes out what is short in the language of the message', () => {
    expect(normalized('vc n me ligou', 'pt')).toBe('voce nao me ligou')
  })

  it('never grows without bound', () => {
    expect(normalized('\ufdfa'.repeat(5000)).length).toBeLessThan(8000)
    expect(normalized('👍'.repeat(5000)).length).toBeLessThan(10_000)
  })
})

describe('stripGreeting', () => {
  it.each([
    ['hola buenas tardes no tengo internet', 'no tengo internet'],
    ['hola buenas tardes', 'hola buenas tardes'],
    ['hola gracias chao', 'hola gracias chao'],
    ['buenos dias una consulta', 'buenos dias una consulta'],
  ])('reads %j as %j', (text, expected) => {
    expect(stripGreeting(text)).toBe(expected)
  })
})

describe('isNoise', () => {
  it.each([
    '',
    'emoji emoji',
    'risa',
    'cosanumero 4',
    'привет',
    'x y z w',
    'emojisi emojino emojisi emojino',
  ])('is true of %j', (text) => {
    expect(isNoise(text)).toBe(true)
  })

  it.each(['s', 'no', 'emojisi', 'no tengo internet', 'y a la tele que le pasa'])(
    'is false of %j',
    (text) => {
      expect(isNoise(text)).toBe(false)
    },
  )
})
