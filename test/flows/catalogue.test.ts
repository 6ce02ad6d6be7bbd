import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { ContractedService } from '../../src/domain/contact.js'
import type { IntentId } from '../../src/domain/intent.js'
import { hours, minutes } from '../support/fake-clock.js'
import { startHouse, type House } from '../support/start-chat.js'

/** A1 and A2, to the letter (domain.md). */
const callScript =
  '*Por este medio no podemos recibir tus llamadas, por lo que para atención personalizada de consultas y requerimientos puedes llamar al 180010010*'
const authentic =
  'Estimado cliente, para CNT usted es un cliente muy importante, por eso le hemos enviado este tipo de comunicación con el fin de mantenerlo informado sobre los beneficios de su servicio.'

let house: House
let nextPhone = 1
const customer = () => house.customer(`+5939877${String(nextPhone++).padStart(5, '0')}`)
const answer = (intent: IntentId): string => {
  const { turnPortal, postSaleMail, mailSubjectPattern, website } = house.texts.settings
  return (house.texts.questions.get(intent)?.answer.es ?? '')
    .replaceAll('{portal}', turnPortal)
    .replaceAll('{correo}', postSaleMail)
    .replaceAll('{asunto}', mailSubjectPattern)
    .replaceAll('{web}', website)
}
const phrase = (key: keyof House['texts']['phrases']['es']) => house.texts.phrases.es[key]
const service = (of: Partial<ContractedService>): ContractedService => ({
  kind: 'internet',
  number: null,
  since: null,
  retiredAt: null,
  equipment: null,
  permanence: null,
  electronicInvoice: null,
  ...of,
})

beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

describe('a question of the catalogue', () => {
  it.each<[IntentId, string, 'answer' | 'answer and A1']>([
    ['campana_dirigida', '¿a qué clientes está dirigida esta campaña?', 'answer'],
    ['numero_envio', '¿de qué número envían los mensajes de whatsapp?', 'answer'],
    ['canal_consultas', '¿puedo hacer consultas o solicitudes por este whatsapp?', 'answer and A1'],
    ['asesor_envio', '¿un asesor puede mandarme la campaña desde su whatsapp personal?', 'answer'],
    ['cumpleanos', '¿de qué se trata la campaña de cumpleaños?', 'answer'],
    ['aniversario', '¿qué es la campaña de aniversario con el servicio?', 'answer'],
    ['beneficios', '¿qué beneficio tengo incluido en mi servicio?', 'answer and A1'],
    ['programacion_tv', '¿cuál es la programación destacada de este mes?', 'answer'],
    ['equipos_como', '¿cómo devuelvo los equipos?', 'answer'],
    ['equipos_donde', '¿dónde entrego el decodificador?', 'answer'],
    ['equipos_turno', '¿cómo saco un turno para entregar el equipo?', 'answer'],
    ['equipos_ya_entregue', 'yo ya entregué los equipos', 'answer'],
    ['equipos_reclamo_acta', '¿qué es el acta de entrega recepción?', 'answer'],
    ['sin_servicio', 'no tengo internet desde ayer', 'answer and A1'],
    ['falla_masiva', '¿hay una falla masiva en mi sector?', 'answer and A1'],
    ['bloqueo_pago', 'ya pagué y me tienen suspendido el servicio', 'answer and A1'],
    ['agendar_tecnico', 'necesito que me envíen un técnico a la casa', 'answer and A1'],
    ['tecnico_no_llego', 'el técnico nunca llegó a la cita', 'answer and A1'],
    ['factura_reclamo', 'mi factura vino con un valor más alto', 'answer and A1'],
    ['factura_electronica', '¿cómo obtengo mi factura electrónica?', 'answer and A1'],
    [
      'contrato_permanencia',
      '¿cuánto pago si termino el contrato antes de tiempo?',
      'answer and A1',
    ],
    [
      'cambio_direccion',
      'me voy a cambiar de casa y quiero trasladar el servicio',
      'answer and A1',
    ],
    ['cambio_titular', 'quiero cambiar el titular del contrato', 'answer and A1'],
    ['canales_atencion', '¿cuál es el horario de atención de las oficinas?', 'answer and A1'],
    ['humano', 'quiero hablar con una persona', 'answer and A1'],
    ['queja', 'pésimo servicio, son unos incompetentes', 'answer and A1'],
    ['saludo', 'buenos días', 'answer'],
    ['gracias', 'muchas gracias', 'answer'],
    ['despedida', 'hasta luego', 'answer'],
    ['idioma', '¿en qué idiomas atienden?', 'answer'],
  ])('%s: "%s" gets its %s', async (intent, text, expected) => {
    const chat = customer()
    await chat.says(text)
    const heard = await chat.heard()
    expect(heard).toEqual(expected === 'answer' ? [answer(intent)] : [answer(intent), callScript])
    expect(await chat.tickets()).toEqual([])
  })
})

describe('mensaje_real (A2)', () => {
  it('sends the script when the ledger holds a communication to this customer', async () => {
    const chat = customer()
    await chat.isInvited()
    await chat.heard()
    await chat.says('¿este mensaje es de verdad de CNT?')
    expect((await chat.heard())[0]).toBe(authentic)
  })

  it('warns and reports when the ledger holds none', async () => {
    const chat = customer()
    await chat.says('¿este mensaje es de verdad de CNT?')
    expect(await chat.heard()).toEqual([phrase('authenticNoRecord')])
    const { items } = await house.store.authenticityReports.list({}, { limit: 5, after: null })
    expect(items.map(({ contactId }) => contactId)).toContain((await chat.contact()).id)
  })
})

const completeSurvey = async (chat: ReturnType<typeof customer>) => {
  await chat.isInvited('movil')
  for (const text of ['2', '1', 'omitir', '2', '1', 'si']) await chat.says(text)
  await chat.heard()
}

describe('encuesta_sin_contacto (A6)', () => {
  const nobodyCalled = 'ya respondí toda la encuesta y nadie me ha llamado'

  it('says until when, while the time is not over', async () => {
    const chat = customer()
    await completeSurvey(chat)
    house.clock.advance(hours(23))
    await chat.says(nobodyCalled)
    const [heard] = await chat.heard()
    expect(heard).toContain('Un asesor se comunicará con usted hasta el')
    expect((await chat.tickets())[0]).toMatchObject({ queue: 'retention', escalatedAt: null })
  })

  it('escalates once the time is over, and only once', async () => {
    const chat = customer()
    await completeSurvey(chat)
    house.clock.advance(hours(24) + minutes(1))
    await chat.says(nobodyCalled)
    expect((await chat.heard())[0]).toContain('Acabamos de trasladar su caso')
    const [ticket] = await chat.tickets()
    expect(ticket).toMatchObject({ queue: 'com-campanas-especificas', priority: 'urgent' })
    await chat.says(`${nobodyCalled} todavía`)
    expect((await chat.heard())[0]).toContain('Su caso ya fue trasladado')
    expect(await chat.tickets()).toHaveLength(1)
  })

  it('says that the survey is not finished, and resumes it', async () => {
    const chat = customer()
    await chat.isInvited()
    await chat.says('2')
    await chat.heard()
    await chat.says(nobodyCalled)
    const heard = await chat.heard()
    expect(heard[0]).toContain('Su encuesta todavía no está completa')
    expect(heard[1]).toContain('pregunta 2 de 6')
    expect(await chat.tickets()).toEqual([])
  })

  it('says when a human already wrote', async () => {
    const chat = customer()
    await completeSurvey(chat)
    const agent = { id: 'agent-1', role: 'agent' as const, name: 'Carla' }
    await house.store.agents.insert({
      ...agent,
      email: 'carla@example.com',
      passwordHash: 'x',
      disabledAt: null,
      createdAt: house.clock.now(),
      skills: [],
      capacity: null,
      language: null,
    })
    const [ticket] = await chat.tickets()
    await house.app.desk.claim(agent, ticket!.id)
    await house.app.desk.reply(agent, ticket!.id, {
      text: 'Buenos días, le saluda Carla.',
      clientId: null,
    })
    await house.app.settle()
    expect(await chat.heard()).toEqual(['Buenos días, le saluda Carla.'])
    await chat.says('gracias')
    expect(await chat.heard()).toEqual([])
    await house.app.desk.close(agent, ticket!.id, {
      outcome: 'saved',
      reason: 'ok',
      protocolReason: 'se fue',
    })
    house.clock.advance(hours(30))
    await chat.says(nobodyCalled)
    expect((await chat.heard())[0]).toContain('un asesor ya se comunicó con usted')
    expect(await chat.tickets()).toHaveLength(1)
  })
})

describe('requests that reach a human', () => {
  it('cancelar: the call script and a retention ticket for TV', async () => {
    const chat = customer()
    await chat.says('quiero cancelar mi servicio de televisión')
    const heard = await chat.heard()
    expect(heard.at(-1)).toBe(callScript)
    expect(await chat.tickets()).toMatchObject([
      { kind: 'cancellation', product: 'tv', status: 'open' },
    ])
  })

  it('cancelar: only the call script for a service without retention process', async () => {
    const chat = customer()
    await chat.says('quiero retirar el servicio de internet')
    expect((await chat.heard()).at(-1)).toBe(callScript)
    expect(await chat.tickets()).toEqual([])
  })

  it('regulador: the call script and an urgent ticket for a supervisor', async () => {
    const chat = customer()
    await chat.says('voy a denunciarles en la arcotel')
    expect((await chat.heard()).at(-1)).toBe(callScript)
    expect(await chat.tickets()).toMatchObject([
      { kind: 'regulator', priority: 'urgent', queue: 'supervisor' },
    ])
  })

  it('humano: during a survey the ticket is made with what was answered', async () => {
    const chat = customer()
    await chat.isInvited()
    await chat.says('1')
    await chat.heard()
    await chat.says('quiero hablar con un asesor')
    expect((await chat.heard()).at(-1)).toBe(callScript)
    expect(await chat.tickets()).toMatchObject([
      { kind: 'retention-survey', answers: [{ values: ['1'] }] },
    ])
  })

  it.each([
    ['no_recibi', 'a mi hermana le llegó el mensaje y a mí no me llegó nada'],
    ['actualizar_datos', 'quiero actualizar mis datos de contacto'],
  ])('%s: a task to check the contact data', async (_intent, text) => {
    const chat = customer()
    await chat.says(text)
    expect((await chat.heard()).length).toBeGreaterThan(1)
    expect(await chat.tickets()).toMatchObject([{ kind: 'contact-data', priority: 'low' }])
  })
})

describe('consent', () => {
  it('baja_mensajes: recorded at once, confirmed, honoured by the next campaign', async () => {
    const chat = customer()
    await chat.says('ya no me manden más mensajes por favor')
    expect(await chat.heard()).toEqual([phrase('optedOut')])
    expect((await chat.contact()).optedOutAt).toEqual(house.clock.now())
    await chat.isInvited()
    expect(await chat.heard()).toEqual([])
  })

  it('alta: takes an opt-out back, and the next campaign comes again', async () => {
    const chat = customer()
    await chat.says('baja')
    await chat.says('ALTA')
    expect(await chat.heard()).toEqual([phrase('optedOut'), phrase('optedIn')])
    await chat.isInvited()
    expect(await chat.heard()).not.toEqual([])
  })

  it('numero_equivocado: marked, no campaigns any more', async () => {
    const chat = customer()
    await chat.says('número equivocado, yo no soy cliente de ustedes')
    expect(await chat.heard()).toEqual([phrase('wrongNumber')])
    await chat.isInvited()
    expect(await chat.heard()).toEqual([])
  })
})

describe('what the contract and the records say', () => {
  const retired = {
    kind: 'internet' as const,
    number: '12345',
    retiredAt: new Date('2020-05-10T12:00:00-05:00'),
  }

  it('equipos_valores: the charged case of this customer, to the letter of B2', async () => {
    const chat = customer()
    await chat.isKnown({
      name: 'Juan',
      services: [
        service({ ...retired, equipment: { charged: true, delivered: false, deadline: null } }),
      ],
    })
    await chat.says('¿por qué me cobraron valores por los equipos?')
    expect(await chat.heard()).toEqual([
      'Hola Juan, te saludamos de CNT.\nTe informamos que tienes valores cargados a tu factura por la no entrega de los equipos de tu servicio de Internet Fijo con numero de servicio 12345 retirado el 10-5-2020, agenda tu turno en la página https://flujodecolas.cnt.gob.ec/web/ para la entrega de los mismos.',
      callScript,
    ])
  })

  it('equipos_plazo: the deadline of the campaign with its weekday', async () => {
    const chat = customer()
    const deadline = new Date('2026-12-31T23:59:00-05:00')
    await chat.isKnown({
      services: [
        service({ ...retired, equipment: { charged: false, delivered: false, deadline } }),
      ],
    })
    await chat.says('¿hasta cuándo tengo plazo para entregar los equipos?')
    expect((await chat.heard())[0]).toContain('jueves 31 de diciembre de 2026')
  })

  it('equipos_asunto: builds the subject by asking, and doubts a cédula that fails its check', async () => {
    const chat = customer()
    await chat.says('¿qué pongo en el asunto del correo?')
    expect(await chat.heard()).toEqual([answer('equipos_asunto'), phrase('equipmentAskNationalId')])
    for (const text of ['1716568499', 'Goyes Balseca Juan Carlos', 'televisión'])
      await chat.says(text)
    const heard = await chat.heard()
    expect(heard[2]).toContain('1716568499//GOYES BALSECA JUAN CARLOS//TELEVISIÓN')
    expect(heard[3]).toContain('no pasa la verificación')
  })

  it('equipos_asunto: a request in place of the name is answered as one', async () => {
    const chat = customer()
    await chat.says('¿qué pongo en el asunto del correo?')
    await chat.says('1716568499')
    await chat.heard()
    await chat.says('no tengo internet desde ayer')
    expect(await chat.heard()).toEqual([answer('sin_servicio'), callScript])
  })

  it('contrato_permanencia: the own tier and fee', async () => {
    const chat = customer()
    const tiers = [
      { upToMonth: 3, fee: 150, feeWithTax: 174 },
      { upToMonth: 6, fee: 100, feeWithTax: 116 },
      { upToMonth: 9, fee: 50, feeWithTax: 58 },
    ]
    const since = new Date('2026-07-01T00:00:00-05:00')
    await chat.isKnown({ services: [service({ since, permanence: { months: 9, tiers } })] })
    await chat.says('¿cuánto pago si termino el contrato antes de tiempo?')
    expect((await chat.heard())[0]).toContain('USD 100.00 (USD 116.00 con impuestos)')
  })
})

describe('everything else', () => {
  it('is out of scope: the call script once per quiet period, each message on the review list', async () => {
    const chat = customer()
    await chat.says('¿quién ganó el partido de la selección anoche?')
    expect(await chat.heard()).toEqual([callScript])
    await chat.says('¿a cuánto está el dólar en colombia?')
    expect(await chat.heard()).toEqual([])
    house.clock.advance(hours(6) + minutes(1))
    await chat.says('¿y qué clima hace en cuenca mañana?')
    expect(await chat.heard()).toEqual([callScript])
    const { items } = await house.store.unanswered.list({}, { limit: 20, after: null })
    const [conversation] = await house.store.conversations.byContact((await chat.contact()).id)
    expect(items.filter(({ conversationId }) => conversationId === conversation?.id)).toHaveLength(
      3,
    )
  })

  it('rejects a call with the call script', async () => {
    const chat = customer()
    await chat.calls()
    expect(await chat.heard()).toEqual([callScript])
  })

  it('answers both of two requests, the call script once (C3)', async () => {
    const chat = customer()
    await chat.says('no tengo internet desde ayer y además quiero cambiar el titular del contrato')
    expect(await chat.heard()).toEqual([
      answer('sin_servicio'),
      answer('cambio_titular'),
      callScript,
    ])
  })

  it('keeps a document and says that it is not filed here (B9)', async () => {
    const chat = customer()
    await chat.sends({ mimeType: 'application/pdf', fileName: 'acta.pdf' })
    expect((await chat.heard())[0]).toContain('posventagec2@cnt.gob.ec')
  })

  it('answers in Portuguese who writes in Portuguese', async () => {
    const chat = customer()
    await chat.says('bom dia, estou sem internet desde ontem')
    expect((await chat.heard())[0]).toBe(house.texts.questions.get('sin_servicio')?.answer.pt)
  })

  it('falls silent before a robot that repeats itself', async () => {
    const chat = customer()
    for (let turn = 0; turn < 12; turn += 1) await chat.says('gracias')
    expect((await chat.heard()).length).toBeLessThanOrEqual(4)
  })
})
