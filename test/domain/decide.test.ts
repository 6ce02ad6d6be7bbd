import { beforeAll, describe, expect, it } from '@jest/globals'
import { loadContent } from '../../src/content/load-content.js'
import { wordsOf } from '../../src/content/words.js'
import { decide } from '../../src/domain/decide/decide.js'
import type { Situation, Texts } from '../../src/domain/decide/situation.js'
import type { IntentId, Understanding } from '../../src/domain/intent.js'
import { aContact, aConversation, aMessage } from '../support/builders.js'
import { hours, minutes } from '../support/fake-clock.js'
import { aLedgerRow } from '../support/records.js'

const now = new Date('2021-03-20T10:00:00-05:00')
const ago = (ms: number): Date => new Date(now.getTime() - ms)
const callScript =
  '*Por este medio no podemos recibir tus llamadas, por lo que para atención personalizada de consultas y requerimientos puedes llamar al 180010010*'

let texts: Texts
let everything: string
beforeAll(async () => {
  const content = await loadContent(process.cwd())
  texts = wordsOf(content).texts
  const { phrases, settings, questions, titles, surveys, campaigns } = content
  const said = { phrases, settings, titles, surveys, campaigns }
  everything = JSON.stringify([said, questions.map(({ answer }) => answer)])
})

const understood = (...intents: IntentId[]): Understanding => ({
  intents,
  decision: intents.length > 0 ? 'answer' : 'reject',
  alternatives: intents.map((intent) => ({ intent, score: 0.9 })),
  language: 'es',
  normalized: '',
})

const turn = (text: string, given: Partial<Situation> = {}) =>
  decide({
    now,
    freshId: 'fresh',
    message: aMessage({ content: { kind: 'text', text }, at: now }),
    contact: aContact(),
    conversation: aConversation(),
    understanding: understood(),
    evidence: { ledger: [], responses: [], tickets: [], activeTicket: null },
    texts,
    ...given,
  })

describe('the texts of the business, to the letter', () => {
  it('A1: the call script for a call', () => {
    const message = aMessage({ content: { kind: 'call', video: true }, at: now })
    expect(turn('', { message }).replies).toEqual([callScript])
  })

  it('A2: only with evidence in the send ledger, else a report', () => {
    const understanding = understood('mensaje_real')
    const ledger = [aLedgerRow({ status: 'sent' })]
    const evidence = { ledger, responses: [], tickets: [], activeTicket: null }
    expect(turn('¿es real?', { understanding, evidence }).replies).toEqual([
      'Estimado cliente, para CNT usted es un cliente muy importante, por eso le hemos enviado este tipo de comunicación con el fin de mantenerlo informado sobre los beneficios de su servicio.',
    ])
    const without = turn('¿es real?', { understanding })
    expect(without.authenticityReport).toBe(true)
    expect(without.replies.join()).not.toContain('cliente muy importante')
  })

  it.each([
    [
      true,
      'Hola Juan, te saludamos de CNT.\nTe informamos que tienes valores cargados a tu factura por la no entrega de los equipos de tu servicio de Internet Fijo con numero de servicio 12345 retirado el 10-5-2020, agenda tu turno en la página https://flujodecolas.cnt.gob.ec/web/ para la entrega de los mismos.',
    ],
    [
      false,
      'Hola Juan, te saludamos de CNT.\nTe recordamos entregar los equipos de tu servicio de Internet Fijo con numero de servicio 12345 retirado durante la emergencia sanitaria el 10-5-2020, si ya realizaste la entrega de los mismos, envía el documento de respaldo al correo posventagec2@cnt.gob.ec o si aún no lo realizas, agenda tu turno en la página https://flujodecolas.cnt.gob.ec/web/. hasta el miércoles 31 de marzo de 2021 para evitar que se generen valores adicionales a pagar, para más información comunícate al 1800-100-100.',
    ],
  ])('B5: charged %p', (charged, text) => {
    const service = {
      kind: 'internet' as const,
      number: '12345',
      since: null,
      retiredAt: new Date('2020-05-10T00:00:00-05:00'),
      equipment: { charged, delivered: false, deadline: new Date('2021-03-31T23:59:59-05:00') },
      permanence: null,
      electronicInvoice: null,
    }
    const contact = aContact({ name: 'Juan', services: [service] })
    const { replies } = turn('¿por qué me cobran?', {
      contact,
      understanding: understood('equipos_valores'),
    })
    expect(replies).toEqual([text, callScript])
  })

  it.each([
    'Siebel',
    'GPS',
    'BKO',
    'CNPJ',
    'CEP',
    'TOKEN',
    'Anatel',
    'ONO',
    '€',
    'ono.es',
    '902 929 000',
  ])('E3, D3: no text has %s', (word) => {
    const pattern = new RegExp(`(?<![\\p{L}])${word.replaceAll('.', '\\.')}(?![\\p{L}])`, 'iu')
    expect(everything).not.toMatch(pattern)
  })
})

describe('silence', () => {
  const human = { kind: 'human' as const, ticketId: 't' }

  it('says nothing while a human has the conversation; an opt-out counts all the same', () => {
    const conversation = aConversation({ mode: human })
    expect(turn('hola', { conversation })).toMatchObject({ replies: [], contact: {} })
    expect(turn('BAJA', { conversation })).toMatchObject({
      replies: [],
      contact: { optedOutAt: now },
    })
  })

  it('hears who takes an opt-out back, in their own words only', () => {
    const contact = aContact({ optedOutAt: ago(hours(1)), wrongNumberAt: ago(hours(2)) })
    const back = { optedOutAt: null, wrongNumberAt: null }
    const conversation = aConversation({ mode: human })
    expect(turn('Alta', { contact, conversation })).toMatchObject({ replies: [], contact: back })
    const repeating = aConversation({ lastInboundText: 'alta', botStreak: 3 })
    expect(turn('ALTA.', { contact, conversation: repeating })).toMatchObject({ contact: back })
    expect(turn('quiero el alta del servicio', { contact }).contact).toEqual({})
    expect(turn('alta', { contact: aContact() }).contact).toEqual({})
  })

  it('says nothing to what is deleted or too old', () => {
    const old = aMessage({ at: ago(hours(24) + 1) })
    const deleted = aMessage({ at: now, deletedAt: now })
    expect(turn('', { message: old }).notes).toEqual(['silent:too-old'])
    expect(turn('', { message: deleted }).notes).toEqual(['silent:deleted'])
    expect(turn('', { message: aMessage({ at: ago(hours(24)) }) }).replies).toHaveLength(1)
  })

  it('says the call script once per quiet period, and keeps each message for review', () => {
    const quiet = turn('xyz', { conversation: aConversation({ callScriptAt: ago(hours(6) - 1) }) })
    expect(quiet).toMatchObject({ replies: [], unanswered: true })
    const over = turn('xyz', { conversation: aConversation({ callScriptAt: ago(hours(6)) }) })
    expect(over).toMatchObject({ replies: [callScript], unanswered: true })
  })

  it('stops at the same words over and over, but never at an opt-out', () => {
    const repeating = (lastInboundText: string) => aConversation({ lastInboundText, botStreak: 3 })
    const understanding = understood('saludo')
    expect(turn('Hola!', { conversation: repeating('hola'), understanding }).notes).toContain(
      'silent:same-words',
    )
    expect(turn('buenas', { conversation: repeating('hola'), understanding }).replies).toHaveLength(
      1,
    )
    expect(turn('baja', { conversation: repeating('baja') }).contact.optedOutAt).toEqual(now)
  })

  it('stops at too many within a minute, and goes on after it', () => {
    const since = (ms: number) => aConversation({ burst: { since: ago(ms), count: 60 } })
    const understanding = understood('saludo')
    expect(turn('hola', { conversation: since(59_999), understanding }).notes).toContain(
      'silent:burst',
    )
    expect(turn('hola', { conversation: since(60_000), understanding }).replies).toHaveLength(1)
  })
})

describe('which of two was meant', () => {
  const asked = (at: Date) =>
    aConversation({
      pendingQuestion: { kind: 'which-intent', intents: ['saludo', 'sin_servicio'], at },
    })

  it.each([
    ['1', 'intent:saludo'],
    ['sí', 'intent:saludo'],
    ['la 2', 'intent:sin_servicio'],
    ['3', 'call-script'],
  ])('%j chooses %s', (text, note) => {
    const decision = turn(text, { conversation: asked(ago(minutes(30))) })
    expect(decision.notes).toContain(note)
    expect(decision.conversation.pendingQuestion).toBeNull()
  })

  it('is forgotten after half an hour', () => {
    const decision = turn('1', { conversation: asked(ago(minutes(30) + 1)) })
    expect(decision.notes).not.toContain('intent:saludo')
    expect(decision.conversation.pendingQuestion).toBeNull()
  })
})
