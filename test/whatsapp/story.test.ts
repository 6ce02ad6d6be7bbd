import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Agent } from '../../src/domain/agent.js'
import type { IntentId } from '../../src/domain/intent.js'
import { anAgent } from '../support/builders.js'
import { trainingTimeoutMs, trainModel } from '../support/run-command.js'
import { startLine, type Line } from './start-line.js'

let line: Line
let agent: Agent
let nextNumber = 1

const number = (): string => `+5939860${String(nextNumber++).padStart(5, '0')}`
const answer = (intent: IntentId): string =>
  line.words().texts.questions.get(intent)?.answer.es ?? ''
const callScript =
  '*Por este medio no podemos recibir tus llamadas, por lo que para atención personalizada de consultas y requerimientos puedes llamar al 180010010*'

beforeAll(async () => {
  await trainModel()
  line = await startLine()
  await line.start()
  agent = anAgent()
  await line.store.agents.insert(agent)
}, trainingTimeoutMs)
afterAll(() => line.end())

describe('a customer on WhatsApp', () => {
  it('asks a frequent question and gets the answer of the catalogue', async () => {
    const phone = line.whatsapp.phone(number())
    await phone.sends({ text: '¿en qué idiomas atienden?' })
    expect((await phone.hearsCount(1)).map(({ text }) => text)).toEqual([answer('idioma')])
  })

  it('is invited, completes the survey and becomes one ticket; an agent claims, replies and closes', async () => {
    const who = number()
    const phone = line.whatsapp.phone(who)
    await line.app().sendCampaign({
      definitionId: 'preventive-survey',
      csv: `telefono,nombre,servicio\n${who},Ana Torres,tv\n`,
      startedBy: 'test',
    })
    const answers = ['2', '1 y 3', 'se corta cuando llueve', 'no estoy seguro', 'en la tarde', 'si']
    for (const [index, text] of answers.entries()) {
      await phone.hearsCount(index + 1)
      await phone.sends({ text })
    }
    await phone.hears(({ text }) => text.includes('Gracias por completar la encuesta'))
    expect(phone.texts()).toHaveLength(answers.length + 1)
    expect(phone.texts()[0]).toContain('Ana Torres')
    const [ticket, ...others] = await line.tickets(who)
    expect(others).toEqual([])
    expect(ticket).toMatchObject({ kind: 'retention-survey', product: 'tv', priority: 'high' })
    if (!ticket) return

    const { desk } = line.app()
    await desk.claim(agent, ticket.id)
    await desk.reply(agent, ticket.id, { text: 'Hola Ana, le ayudo con la señal.', clientId: null })
    await phone.hears(({ text }) => text === 'Hola Ana, le ayudo con la señal.')
    const id = await phone.sends({ text: '¿en qué idiomas atienden?' })
    await line.records(who, (messages) =>
      messages.some(({ providerId, turnPending }) => providerId === id && !turnPending),
    )
    await desk.reply(agent, ticket.id, { text: 'Que tenga buen día.', clientId: null })
    await phone.hears(({ text }) => text === 'Que tenga buen día.')
    expect(phone.texts()).toHaveLength(answers.length + 3)

    await desk.close(agent, ticket.id, {
      outcome: 'saved',
      reason: 'se queda',
      protocolReason: 'atendido por llamada',
    })
    await phone.sends({ text: '¿en qué idiomas atienden?' })
    await phone.hears(({ text }) => text === answer('idioma'))
  })

  it('calls: the call is refused and answered with the script', async () => {
    const phone = line.whatsapp.phone(number())
    const call = phone.calls()
    await phone.hears(({ text }) => text === callScript)
    await line.whatsapp.hasNode(
      ({ tag, content }) =>
        tag === 'call' &&
        Array.isArray(content) &&
        content.some((child) => child.tag === 'reject' && child.attrs['call-id'] === call),
    )
  })

  it('sends an image and a voice note: both are kept and acknowledged', async () => {
    const who = number()
    const phone = line.whatsapp.phone(who)
    const image = line.files.put(Buffer.from('a picture'), 'Image', 'image/jpeg')
    const audio = line.files.put(Buffer.from('a voice'), 'Audio', 'audio/ogg; codecs=opus')
    await phone.sends({ image })
    await phone.hearsCount(1)
    await phone.sends({ audio, voice: true, seconds: 3 })
    await phone.hearsCount(2)
    expect(phone.texts()[0]).toContain('Recibimos su archivo')
    expect(phone.texts()[1]).toBe(line.words().texts.phrases.es.voiceNotUnderstood)
    const kept = (await line.transcript(who)).flatMap(({ content }) =>
      'media' in content && content.media.mediaId ? [content.media.mediaId] : [],
    )
    const bytes = await Promise.all(
      kept.map(async (id) => (await line.store.media.byId(id))?.bytes),
    )
    expect(bytes.map(String)).toEqual(['a picture', 'a voice'])
  })

  it('is one customer under the number and under the LID', async () => {
    const who = number()
    const phone = line.whatsapp.phone(who)
    await phone.sends({ text: '¿en qué idiomas atienden?' })
    await phone.hearsCount(1)
    phone.writesAs({ addressing: 'lid', showsAlternative: false })
    await phone.sends({ text: 'buenos días' })
    await phone.hearsCount(2)
    const texts = (await line.transcript(who)).map(({ author }) => author)
    expect(texts).toEqual(['contact', 'bot', 'contact', 'bot'])
  })

  it('gets one answer to a message that the server hands over three times', async () => {
    const who = number()
    const phone = line.whatsapp.phone(who)
    await phone.sends({ text: '¿en qué idiomas atienden?' }, { times: 3 })
    await phone.hearsCount(1)
    await phone.sends({ text: 'buenos días' })
    await phone.hears(({ text }) => text === answer('saludo'))
    expect(phone.texts()).toEqual([answer('idioma'), answer('saludo')])
    expect(await line.transcript(who)).toHaveLength(4)
  })

  it('is answered when its words can only be read at the second try', async () => {
    const phone = line.whatsapp.phone(number())
    await phone.sends({ text: '¿en qué idiomas atienden?' }, { corrupt: true })
    await phone.hears(({ text }) => text === answer('idioma'))
    expect(phone.texts()).toHaveLength(1)
  })
})

describe('a message of the bot', () => {
  const asks = async (who: string) => {
    await line.whatsapp.phone(who).sends({ text: '¿en qué idiomas atienden?' })
  }
  const reply = (who: string, status: string) =>
    line.records(who, (messages) =>
      messages.some(({ author, delivery }) => author === 'bot' && delivery?.status === status),
    )

  it('moves on to delivered and to read with the receipts of the phone', async () => {
    const who = number()
    const phone = line.whatsapp.phone(who)
    await asks(who)
    await reply(who, 'delivered')
    const [shown] = phone.heard()
    phone.reports('read', [shown?.id ?? ''])
    const [, bot] = await reply(who, 'read')
    expect(bot?.delivery?.sentAt).not.toBeNull()
    expect(bot?.delivery?.deliveredAt).not.toBeNull()
  })

  it('fails for good when WhatsApp refuses it with 463, and is not tried again', async () => {
    const who = number()
    let tries = 0
    line.whatsapp.ackPolicy(() => {
      tries += 1
      return { error: 463 }
    })
    await asks(who)
    const [, bot] = await reply(who, 'failed')
    line.whatsapp.ackPolicy(null)
    expect(bot?.delivery?.failure).toContain('463')
    expect(tries).toBe(1)
  })

  it('goes again under the same id when WhatsApp does not confirm it, and is shown once', async () => {
    const who = number()
    const phone = line.whatsapp.phone(who)
    const ids: string[] = []
    line.whatsapp.ackPolicy(({ id }) => {
      ids.push(id)
      return ids.length === 1 ? 'drop' : 'ack'
    })
    phone.acknowledges('none')
    await asks(who)
    await reply(who, 'sent')
    line.whatsapp.ackPolicy(null)
    expect(new Set(ids).size).toBe(1)
    expect(ids).toHaveLength(2)
    expect(phone.texts()).toEqual([answer('idioma')])
  })

  it('goes again under the same id when the connection breaks before WhatsApp has it', async () => {
    const who = number()
    const phone = line.whatsapp.phone(who)
    const ids: string[] = []
    line.whatsapp.ackPolicy(({ id }) => {
      ids.push(id)
      return ids.length === 1 ? 'reset' : 'ack'
    })
    await asks(who)
    await phone.hearsCount(1)
    line.whatsapp.ackPolicy(null)
    expect(new Set(ids).size).toBe(1)
    expect(phone.texts()).toEqual([answer('idioma')])
  })

  it('is sent anew to a phone that cannot read it, under the same id', async () => {
    const who = number()
    const phone = line.whatsapp.phone(who)
    phone.cannotDecrypt(1)
    await asks(who)
    await phone.hearsCount(1)
    expect(phone.texts()).toEqual([answer('idioma')])
  })
})
