import { describe, expect, it } from '@jest/globals'
import { informalWords } from '../../src/domain/checks/address-form.js'
import type { CheckSettings } from '../../src/domain/checks/check-settings.js'
import { checkText } from '../../src/domain/checks/check-text.js'
import { forbiddenWords } from '../../src/domain/checks/forbidden-words.js'
import type { Hint } from '../../src/domain/checks/hint.js'
import { isNationalId, leakedNumbers, passesLuhn } from '../../src/domain/checks/leaks.js'
import { misspellings } from '../../src/domain/checks/spelling.js'

const settings: CheckSettings = {
  forbidden: ['riesgo', 'riesgo de abandono', 'deserción', 'Siebel', 'TOKEN'],
  informal: { es: { tú: 'usted', tu: 'su', puedes: 'puede', te: '' }, pt: { teu: 'seu' } },
  vocabulary: ['wifi'],
  ownNumbers: ['1800-100-100'],
}

describe('forbiddenWords', () => {
  const found = (text: string) => forbiddenWords(text, settings).map((hint) => hint.text)

  it.each([
    ['Usted está en RIESGO.', ['RIESGO']],
    ['la desercion de clientes', ['desercion']],
    ['lo veo en siebel, deme el token', ['siebel', 'token']],
    ['riesgo de  abandono', ['riesgo', 'riesgo de  abandono']],
    ['sin arriesgar nada', []],
    ['la tokenización', []],
  ])('finds whole words in %p', (text, words) => {
    expect(found(text)).toEqual(words)
  })

  it('says where they stand', () => {
    expect(forbiddenWords('hay riesgo', settings)).toMatchObject([{ start: 4, end: 10 }])
  })
})

describe('leakedNumbers', () => {
  const about = (text: string, known: string[] = []) =>
    leakedNumbers(text, settings, known).map((hint) => hint.about)

  it.each([
    ['su tarjeta 4111 1111 1111 1111 vence', ['card']],
    ['4111-1111-1111-1112', []],
    ['cédula 1710034065', ['national-id']],
    ['cédula 1710034066', []],
    ['su cuenta de ahorros 2200123456', ['account']],
    ['pedido 2200123456', []],
    ['llame al 1800-100-100', []],
    ['ticket 12345', []],
  ])('judges %p', (text, kinds) => {
    expect(about(text)).toEqual(kinds)
  })

  it('lets the contact’s own phone stand, however it is written', () => {
    expect(about('cuenta 0987650001', ['+593987650001'])).toEqual([])
    expect(about('cuenta 0987650001')).toEqual(['account'])
  })

  it('offers the last four digits', () => {
    expect(leakedNumbers('4111 1111 1111 1111', settings)[0]?.replacements).toEqual(['****1111'])
  })

  it('knows the check digits', () => {
    expect([passesLuhn('4111111111111111'), passesLuhn('4111111111111112')]).toEqual([true, false])
    expect(['1710034065', '2510034065', '1780034065'].map(isNationalId)).toEqual([
      true,
      false,
      false,
    ])
  })
})

describe('informalWords', () => {
  it('offers usted in the letter case of the word', () => {
    const hints = informalWords('Tú puedes pagar TU plan', settings, 'es')
    expect(hints.map(({ text, replacements }) => [text, ...replacements])).toEqual([
      ['Tú', 'Usted'],
      ['puedes', 'puede'],
      ['TU', 'SU'],
    ])
  })

  it('names a word without offering one where there is no single one', () => {
    expect(informalWords('te ayudo', settings, 'es')).toMatchObject([{ replacements: [] }])
  })

  it('looks by language', () => {
    expect(informalWords('o teu plano', settings, 'es')).toEqual([])
    expect(informalWords('o teu plano', settings, 'pt')).toHaveLength(1)
  })
})

describe('misspellings', () => {
  const known = new Set('su servicio quedó activo hoy estimado señor'.split(' '))
  const speller = {
    correct: (word: string) => known.has(word.toLowerCase()),
    suggest: () => ['servicio'],
  }
  const found = (text: string, allowed: string[] = []) =>
    misspellings(text, speller, allowed).map((hint) => hint.text)

  it('names unknown words with where they stand and what was meant', () => {
    expect(misspellings('Su Servisio', speller, [])).toEqual([])
    expect(misspellings('Servisio activo', speller, [])).toEqual([
      {
        kind: 'spelling',
        start: 0,
        end: 8,
        text: 'Servisio',
        replacements: ['Servicio'],
        about: null,
      },
    ])
  })

  it.each([
    ['names inside a sentence', 'estimado señor Quishpe'],
    ['abbreviations', 'CNT activo'],
    ['addresses, mails and numbers', 'https://flujo.ec/xyz a@b.ec 12gb'],
    ['WhatsApp’s marks', '*servicio* _activo_'],
  ])('leaves %s alone', (_what, text) => {
    expect(found(text)).toEqual([])
  })

  it('leaves words of the trade and names of the conversation alone, also as the first word', () => {
    expect(found('quishpe, su wifi', ['Rosa Quishpe', 'wifi'])).toEqual([])
  })
})

describe('checkText', () => {
  it('keeps the graver of two hints on the same words, in the order of the text', () => {
    const spelling: Hint = {
      kind: 'spelling',
      start: 11,
      end: 17,
      text: 'Siebel',
      replacements: [],
      about: null,
    }
    const about = { language: 'es' as const, numbers: [], misspelled: [spelling] }
    const hints = checkText('puedes ver Siebel', settings, about)
    expect(hints.map(({ kind, text }) => [kind, text])).toEqual([
      ['address', 'puedes'],
      ['forbidden', 'Siebel'],
    ])
  })
})
