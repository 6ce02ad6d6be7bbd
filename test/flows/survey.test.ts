import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { hours } from '../support/fake-clock.js'
import { startHouse, type House } from '../support/start-chat.js'

let house: House
let nextPhone = 1
const customer = () => house.customer(`+5939876${String(nextPhone++).padStart(5, '0')}`)

beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

describe('the preventive retention survey', () => {
  it('runs from the invitation to one ticket with the answers', async () => {
    const chat = customer()
    await chat.isInvited('tv', 'Ana Torres')
    const [invitation] = await chat.heard()
    expect(invitation).toContain('Ana Torres')
    expect(invitation).toContain('Del 1 al 5')
    await chat.says('2')
    expect((await chat.heard())[0]).toContain('¿Qué es lo que más influye')
    await chat.says('1 y 3')
    expect((await chat.heard())[0]).toContain('¿Quiere contarnos algo más?')
    await chat.says('se corta la señal cuando llueve')
    expect((await chat.heard())[0]).toContain('¿Piensa continuar')
    await chat.says('no estoy seguro')
    expect((await chat.heard())[0]).toContain('¿En qué horario')
    await chat.says('en la tarde')
    expect((await chat.heard())[0]).toContain('¿Le llamamos a este mismo número?')
    await chat.says('si')
    const [thanks] = await chat.heard()
    expect(thanks).toContain('Gracias por completar la encuesta')
    expect(thanks).toContain('martes 24 de noviembre, 09:00')
    const tickets = await chat.tickets()
    expect(tickets).toHaveLength(1)
    const [ticket] = tickets
    expect(ticket).toMatchObject({
      kind: 'retention-survey',
      status: 'open',
      product: 'tv',
      priority: 'high',
      dueAt: new Date(house.clock.now().getTime() + hours(24)),
    })
    expect(ticket?.answers.map(({ values, text }) => [...values, text])).toEqual([
      ['2', null],
      ['precio', 'senal', null],
      ['se corta la señal cuando llueve'],
      ['no-sabe', 'no estoy seguro'],
      ['tarde', 'en la tarde'],
      [(await chat.contact()).phone, null],
    ])
  })

  it.each(['4', 'cuatro', '⭐⭐⭐⭐', 'un 4 de 5', '4️⃣', 'le doy cuatro estrellas'])(
    'takes %p as a four',
    async (answer) => {
      const chat = customer()
      await chat.isInvited('movil')
      await chat.says(answer)
      const responses = (await house.store.conversations.byContact((await chat.contact()).id))[0]
      expect(responses?.survey?.answers).toMatchObject([
        { question: 'satisfaccion', values: ['4'] },
      ])
    },
  )

  it('asks again for what is no answer, and explains the way out after three', async () => {
    const chat = customer()
    await chat.isInvited()
    await chat.says('si')
    await chat.heard()
    await chat.says('9')
    expect(await chat.heard()).toEqual(['Por favor responda con un número del 1 al 5.'])
    await chat.says('asdf qwer')
    await chat.says('blub blub')
    expect((await chat.heard()).at(-1)).toBe(house.texts.phrases.es.surveyTooManyMisses)
    await chat.says('5')
    expect((await chat.heard())[0]).toContain('¿Qué es lo que más influye')
  })

  it.each(['si de una', 'sí quiero', 'bueno ya empecemos', 'claro, con gusto', 'si ese mismo'])(
    'begins at %p, said to the invitation',
    async (words) => {
      const chat = customer()
      await chat.isInvited()
      await chat.heard()
      await chat.says(words)
      expect(await chat.heard()).toEqual([expect.stringMatching(/^Del 1 al 5/)])
    },
  )

  it.each([
    ['no gracias, no quiero nada', 'No continuaremos'],
    ['no quiero contestar encuestas', 'Dejamos la encuesta aquí'],
    ['ya no voy a llenar su encuesta', 'Dejamos la encuesta aquí'],
  ])('ends at %p, said to the invitation', async (words, answer) => {
    const chat = customer()
    await chat.isInvited()
    await chat.heard()
    await chat.says(words)
    expect((await chat.heard()).join().toLowerCase()).toContain(answer.toLowerCase())
    expect((await house.store.conversations.byContact((await chat.contact()).id))[0]?.survey).toBe(
      null,
    )
  })

  it.each([
    'olá, não entendo espanhol',
    'no entiendo español, hábleme en portugués por favor',
    'fala português? não falo bem espanhol',
  ])('goes on in Portuguese with who says %p', async (words) => {
    const chat = customer()
    await chat.isInvited()
    await chat.heard()
    await chat.says(words)
    expect((await chat.heard())[0]).toBe(house.texts.phrases.pt.languageSwitched)
    await chat.says('3')
    expect((await chat.heard())[0]).toContain('O que mais influencia')
  })

  it('asks again once for a word that is no answer to the invitation, and then lets it be', async () => {
    const chat = customer()
    await chat.isInvited()
    await chat.heard()
    await chat.says('no sé')
    expect(await chat.heard()).toEqual(['Por favor responda con un número del 1 al 5.'])
    await chat.says('blub')
    expect((await chat.heard()).join()).toContain('180010010')
    await chat.says('3 nomás')
    expect((await chat.heard())[0]).toContain('¿Qué es lo que más influye')
  })

  it.each([
    ['unas 3 estrellas, se cuelga mucho', '3'],
    ['muy insatisfecho', '1'],
    ['2, porque se va la señal', '2'],
    ['estoy muy satisfecha la verdad', '5'],
  ])('takes %p as a %s, and keeps what was said', async (words, value) => {
    const chat = customer()
    await chat.isInvited('movil')
    await chat.says(words)
    expect((await chat.heard()).at(-1)).toContain('¿Qué es lo que más influye')
    const [conversation] = await house.store.conversations.byContact((await chat.contact()).id)
    expect(conversation?.survey?.answers).toMatchObject([{ values: [value], text: words }])
  })

  it('goes one question back and keeps the rest', async () => {
    const chat = customer()
    await chat.isInvited()
    await chat.says('1')
    await chat.heard()
    await chat.says('atrás')
    expect((await chat.heard())[0]).toContain('Del 1 al 5')
    await chat.says('5')
    await chat.says('todo bien')
    expect((await chat.heard()).at(-1)).toContain('¿Quiere contarnos algo más?')
  })

  it('answers another question and asks the same one again', async () => {
    const chat = customer()
    await chat.isInvited()
    await chat.says('3')
    await chat.heard()
    await chat.says('¿este mensaje es real o es una estafa?')
    const heard = await chat.heard()
    expect(heard[0]).toBe(
      'Estimado cliente, para CNT usted es un cliente muy importante, por eso le hemos enviado este tipo de comunicación con el fin de mantenerlo informado sobre los beneficios de su servicio.',
    )
    expect(heard[1]).toContain('Sigamos con la encuesta, pregunta 2 de 6:')
    expect(heard[1]).toContain('¿Qué es lo que más influye')
  })

  it.each(['de qué se trata', '¿Para qué es?', 'Do que se trata?'])(
    'tells what it is for when asked %p, and goes on',
    async (words) => {
      const chat = customer()
      await chat.isInvited()
      await chat.heard()
      await chat.says(words)
      const [explanation, again] = await chat.heard()
      expect(explanation).toMatch(
        /^(La encuesta nos ayuda|A pesquisa nos ajuda) a (conocer|conhecer)/,
      )
      expect(again).toMatch(/1 al 5|1 a 5/)
    },
  )

  it('does not keep "ahora sí" for a reason of its own', async () => {
    const chat = customer()
    await chat.isInvited()
    await chat.says('2')
    await chat.heard()
    await chat.says('ahora sí')
    expect((await chat.heard()).join()).toMatch(/^Por favor elija una o varias opciones/)
  })

  it('stops at "cancelar" and keeps what was answered', async () => {
    const chat = customer()
    await chat.isInvited()
    await chat.says('1')
    await chat.heard()
    await chat.says('cancelar')
    expect((await chat.heard())[0]).toContain('Dejamos la encuesta aquí')
    const responses = await house.store.surveyResponses.latestOfContact(
      (await chat.contact()).id,
      5,
    )
    expect(responses).toMatchObject([{ outcome: 'cancelled', answers: [{ values: ['1'] }] }])
    expect(await chat.tickets()).toEqual([])
  })

  it('reminds twice, expires, and resumes at the same question on request', async () => {
    const chat = customer()
    await chat.isInvited()
    await chat.says('2')
    await chat.heard()
    const advance = async (span: number) => {
      house.clock.advance(span)
      await house.app.engine.followUpSurveys()
      await house.app.settle()
    }
    await advance(hours(4))
    expect((await chat.heard())[0]).toContain('su encuesta quedó pendiente')
    await advance(hours(4))
    expect(await chat.heard()).toEqual([])
    await advance(hours(16))
    expect((await chat.heard())[0]).toContain('¿Qué es lo que más influye')
    await advance(hours(48))
    expect((await chat.heard())[0]).toContain('Cerramos la encuesta')
    await chat.says('continuar encuesta')
    expect((await chat.heard()).at(-1)).toContain('pregunta 2 de 6')
    await chat.says('precio')
    expect((await chat.heard()).at(-1)).toContain('¿Quiere contarnos algo más?')
  })

  it('asks politely for text when a photo or a voice note comes instead of an answer', async () => {
    const chat = customer()
    await chat.isInvited()
    await chat.says('2')
    await chat.heard()
    await chat.sends({ mimeType: 'image/jpeg' })
    await chat.sends({ mimeType: 'audio/ogg', voice: true })
    const heard = await chat.heard()
    expect(heard[0]).toBe(house.texts.phrases.es.surveyMediaReask)
    expect(heard[2]).toBe(house.texts.phrases.es.surveyVoiceReask)
    expect(heard[3]).toContain('¿Qué es lo que más influye')
  })

  it('sends each recipient one invitation however often the campaign runs', async () => {
    const chat = customer()
    await chat.isInvited()
    await chat.isInvited()
    expect(await chat.heard()).toHaveLength(1)
  })

  it('takes the same message twice as one', async () => {
    const chat = customer()
    await chat.isInvited()
    await chat.heard()
    await chat.says('4', 'wa-1')
    await chat.says('4', 'wa-1')
    expect(await chat.heard()).toHaveLength(1)
  })
})
