import { beforeAll, describe, expect, it } from '@jest/globals'
import { loadContent } from '../../src/content/load-content.js'
import { wordsOf } from '../../src/content/words.js'
import { decide } from '../../src/domain/decide/decide.js'
import type { Texts } from '../../src/domain/decide/situation.js'
import { aContact, aConversation, aMessage } from '../support/builders.js'

const now = new Date('2026-11-18T15:00:00Z')

let texts: Texts
beforeAll(async () => {
  texts = wordsOf(await loadContent(process.cwd())).texts
})

/** For which product the retention ticket is made: `none` when there is no ticket. */
const productOf = (text: string) => {
  const { tickets } = decide({
    now,
    freshId: 'fresh',
    message: aMessage({ content: { kind: 'text', text }, at: now }),
    contact: aContact(),
    conversation: aConversation(),
    understanding: {
      intents: ['cancelar'],
      decision: 'answer',
      alternatives: [{ intent: 'cancelar', score: 0.9 }],
      language: 'es',
      normalized: '',
    },
    evidence: { ledger: [], responses: [], tickets: [], activeTicket: null },
    texts,
  })
  return tickets.length === 0 ? 'none' : (tickets[0]?.product ?? 'unknown')
}

describe('which service a customer wants to leave (intents.md `cancelar`, domain.md A11)', () => {
  it.each([
    ['quiero cancelar la tele', 'tv'],
    ['dar de baja los dos decos', 'tv'],
    ['quero cancelar a TV a cabo', 'tv'],
    ['quiero cancelar mis celulares', 'movil'],
    ['retiren las líneas móviles', 'movil'],
    ['quero cancelar minha linha móvel', 'movil'],
    ['ya no quiero la tarjeta SIM de ustedes', 'movil'],
    ['quiero dar de baja el teléfono de la casa', 'none'],
    ['cancelen la línea convencional', 'none'],
    ['retirar la telefonía fija', 'none'],
    ['sim, quero cancelar a internet', 'none'],
    ['quero cancelar o telefone residencial', 'none'],
    ['quiero cancelar el servicio', 'unknown'],
  ])('%s: %s', (text, product) => {
    expect(productOf(text)).toBe(product)
  })
})
