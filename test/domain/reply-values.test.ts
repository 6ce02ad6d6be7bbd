import { describe, expect, it } from '@jest/globals'
import { withoutFormatting } from '../../src/domain/message-formatting.js'
import { replyValuesOf } from '../../src/domain/reply-values.js'
import type { BusinessSettings } from '../../src/domain/settings.js'
import { changedTags, tagKey } from '../../src/domain/tag.js'
import { aContact, aTicket } from '../support/records.js'

const settings = {
  callNumbers: { callScript: '180010010', equipment: '1800-100-100' },
  website: 'https://www.cnt.com.ec',
  turnPortal: 'https://example.test/turnos',
  postSaleMail: 'mail@example.test',
  mailSubjectPattern: 'CEDULA//NOMBRES//LINEA',
  serviceNames: { fija: 'Telefonía Fija', internet: 'Internet', tv: 'Televisión', movil: 'Móvil' },
  equipmentDeadline: '2021-03-31',
} as BusinessSettings

const service = (kind: 'tv' | 'movil', number: string | null) => ({
  kind,
  number,
  since: null,
  retiredAt: null,
  equipment: null,
  permanence: null,
  electronicInvoice: null,
})

const values = (overrides: Partial<Parameters<typeof replyValuesOf>[0]> = {}) =>
  replyValuesOf({
    ticket: aTicket({ number: 7, product: 'tv' }),
    contact: aContact({ name: 'Rosa', services: [service('tv', '12345')] }),
    agentName: 'Carla',
    settings,
    language: 'es',
    now: new Date('2026-11-22T15:00:00Z'),
    ...overrides,
  })

describe('replyValuesOf', () => {
  it('knows the customer, the agent, the ticket and the business', () => {
    expect(values()).toMatchObject({
      nombre: 'Rosa',
      agente: 'Carla',
      ticket: '7',
      servicio: 'Televisión',
      numero: '12345',
      plazo: 'miércoles 31 de marzo de 2021',
      telefono: '180010010',
      hora: '10:00',
      fecha: '22-11-2026',
    })
  })

  it.each([
    ['2026-11-22T15:00:00Z', 'es', 'Buenos días'],
    ['2026-11-22T17:00:00Z', 'es', 'Buenas tardes'],
    ['2026-11-23T02:00:00Z', 'es', 'Buenas noches'],
    ['2026-11-22T09:59:00Z', 'pt', 'Boa noite'],
    ['2026-11-22T10:00:00Z', 'pt', 'Bom dia'],
  ] as const)('at %s says in %s: %s', (now, language, greeting) => {
    expect(values({ now: new Date(now), language }).saludo).toBe(greeting)
  })

  it('leaves out what it does not know, and guesses no service among several', () => {
    const two = [service('tv', '1'), service('tv', '2')]
    expect(values({ contact: null })).not.toHaveProperty('nombre')
    expect(values({ contact: aContact({ services: two }) })).not.toHaveProperty('numero')
    const ticket = aTicket({ product: null })
    expect(values({ ticket, contact: aContact({ services: two }) })).not.toHaveProperty('servicio')
    const noDeadline = { ...settings, equipmentDeadline: null }
    expect(values({ settings: noDeadline })).not.toHaveProperty('plazo')
  })
})

describe('changedTags', () => {
  it.each<[string[], string[], string[], string[] | null]>([
    [[], ['a'], [], ['a']],
    [['a'], ['a'], [], null],
    [['a', 'b'], ['c'], ['a'], ['b', 'c']],
    [['a'], ['b'], ['b'], null],
    [['a'], [], ['z'], null],
  ])('%j with %j without %j is %j', (current, add, remove, next) => {
    expect(changedTags(current, { add, remove })).toEqual(next)
  })

  it('takes two spellings of a name for one', () => {
    expect(tagKey(' Móvil ')).toBe(tagKey('movil'))
  })
})

describe('withoutFormatting', () => {
  it.each([
    ['*Por este medio* no', 'Por este medio no'],
    ['escriba *baja*.', 'escriba baja.'],
    ['_uno_ ~dos~ ```tres``` `cuatro`', 'uno dos tres cuatro'],
    ['2*3*4 a_b_c', '2*3*4 a_b_c'],
    ['* no es negrita *', '* no es negrita *'],
    ['*', '*'],
    ['*_ambas_*', 'ambas'],
  ])('%j reads %j', (text, words) => {
    expect(withoutFormatting(text)).toBe(words)
  })
})
