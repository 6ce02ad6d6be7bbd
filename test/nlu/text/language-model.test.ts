import { describe, expect, it } from '@jest/globals'
import { detectLanguage, trainLanguageModel } from '../../../src/nlu/text/language-model.js'

const model = trainLanguageModel([
  { text: 'no tengo internet en mi casa', language: 'es' },
  { text: 'quiero una factura', language: 'es' },
  { text: 'gracias señorita', language: 'es' },
  { text: 'não tenho internet em casa', language: 'pt' },
  { text: 'quero uma fatura', language: 'pt' },
  { text: 'obrigado moça', language: 'pt' },
])

describe('detectLanguage', () => {
  it.each([
    ['não quero', undefined, 'pt'],
    ['no quiero', undefined, 'es'],
    ['internet', undefined, 'es'],
    ['internet', 'pt', 'pt'],
    ['no tengo una factura', 'pt', 'es'],
    ['', undefined, 'es'],
    ['123', 'pt', 'pt'],
  ] as const)('of %j after %s is %s', (text, previous, expected) => {
    expect(detectLanguage(model, text, previous)).toBe(expected)
  })

  it('is Spanish when nothing was learned', () => {
    expect(detectLanguage(trainLanguageModel([]), 'não', undefined)).toBe('es')
  })
})
