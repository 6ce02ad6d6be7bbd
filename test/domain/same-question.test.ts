import { describe, expect, it } from '@jest/globals'
import { sameQuestion } from '../../src/domain/same-question.js'

describe('sameQuestion', () => {
  it.each([
    '¿y para la tele?',
    'y del celular?',
    'Y el internet',
    'y lo mismo para mi mamá?',
    'e pra tv?',
    'e do celular também?',
  ])('takes "%s" as the last question about another thing', (text) => {
    expect(sameQuestion(text, 'equipos_plazo')).toMatchObject({
      intents: ['equipos_plazo'],
      decision: 'answer',
    })
  })

  it.each([
    'y no tengo internet',
    'para la tele',
    'y quiero cancelar el celular',
    'y?',
    'y gracias',
    'y para la tele qué películas dan este mes',
  ])('leaves "%s" to stand for itself', (text) => {
    expect(sameQuestion(text, 'equipos_plazo')).toBeNull()
  })

  it.each([null, 'saludo', 'gracias', 'si', 'unknown'])('has no question after %s', (last) => {
    expect(sameQuestion('¿y para la tele?', last)).toBeNull()
  })
})
