import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { trainingTimeoutMs, trainModel } from '../support/run-command.js'
import { startLine, type Line } from './start-line.js'

let line: Line
const who = '+593986100001'

beforeAll(trainModel, trainingTimeoutMs)
beforeEach(async () => {
  line = await startLine()
})
afterEach(() => line.end())

const idioma = () => line.words().texts.questions.get('idioma')?.answer.es
const saludo = () => line.words().texts.questions.get('saludo')?.answer.es

describe('a connection that ends', () => {
  it('is opened again after each kind of loss, and what was said meanwhile is answered once', async () => {
    await line.start()
    const phone = line.whatsapp.phone(who)
    const losses = [515, 408, 428, 500, 503, 'reset', 'close'] as const
    for (const [index, how] of losses.entries()) {
      line.whatsapp.disconnect(how)
      await phone.sends({ text: index % 2 === 0 ? '¿en qué idiomas atienden?' : 'buenos días' })
      await phone.hearsCount(index + 1)
    }
    expect(phone.texts()).toEqual(losses.map((_, index) => (index % 2 === 0 ? idioma() : saludo())))
    expect(line.whatsapp.logins()).toBe(losses.length + 1)
  })

  it.each([
    [401, 'logged-out'],
    [403, 'blocked'],
    [440, 'replaced'],
  ] as const)(
    'is shown and not opened again after %s; what was to be sent stays',
    async (code, status) => {
      await line.start()
      line.whatsapp.disconnect(code)
      expect(await line.is(status)).toMatchObject({ code, advice: expect.any(String) })
      await line.app().sendCampaign({
        definitionId: 'preventive-survey',
        csv: `telefono,nombre,servicio\n${who},Ana Torres,tv\n`,
        startedBy: 'test',
      })
      const [invitation] = await line.records(who, (messages) =>
        messages.some(({ delivery }) => delivery?.failure === 'not connected to WhatsApp'),
      )
      expect(invitation?.delivery?.status).toBe('queued')
      expect(line.state().status).toBe(status)
      expect(line.whatsapp.logins()).toBe(1)
    },
  )

  it('is given up when the server accepts the socket and says nothing, and opened once it speaks', async () => {
    line.whatsapp.silentHandshake(true)
    const timing = { backoff: { baseMs: 20, capMs: 100 }, watchdogMs: 6_000, drainMs: 500 }
    await line.start({ connects: false, options: { timing } })
    await line.is('reconnecting')
    line.whatsapp.silentHandshake(false)
    await line.is('open')
    const phone = line.whatsapp.phone(who)
    await phone.sends({ text: '¿en qué idiomas atienden?' })
    await phone.hearsCount(1)
  })
})

describe('messages that arrived while the program was away', () => {
  it('are all answered, once and in order', async () => {
    await line.start()
    const phones = ['+593986100001', '+593986100002', '+593986100003'].map((number) =>
      line.whatsapp.phone(number),
    )
    const [first] = phones
    await first?.sends({ text: 'buenos días' })
    await first?.hearsCount(1)
    await line.stop()
    const said = ['¿en qué idiomas atienden?', '¿de qué número envían los mensajes de whatsapp?']
    for (const phone of phones) for (const text of said) await phone.sends({ text })
    await line.start()
    const numero = line.words().texts.questions.get('numero_envio')?.answer.es
    await Promise.all(phones.map((phone, index) => phone.hearsCount(index === 0 ? 3 : 2)))
    await line.whatsapp.allReported()
    expect(phones.map((phone) => phone.texts().slice(-2))).toEqual(
      phones.map(() => [idioma(), numero]),
    )
    for (const { number } of phones) {
      const authors = (await line.transcript(number ?? '')).filter(
        ({ author }) => author === 'contact',
      )
      expect(authors.map(({ turnPending }) => turnPending)).not.toContain(true)
    }
    expect(phones.map((phone) => phone.texts().length)).toEqual([3, 2, 2])
  })

  it('are answered once when the program had taken them over and stopped before it answered', async () => {
    await line.start()
    const phone = line.whatsapp.phone(who)
    line.whatsapp.ackPolicy(() => 'lose')
    await phone.sends({ text: '¿en qué idiomas atienden?' })
    await line.records(who, (messages) => messages.some(({ author }) => author === 'bot'))
    await line.stop()
    line.whatsapp.ackPolicy(null)
    await line.start()
    await phone.hearsCount(1)
    expect(phone.texts()).toEqual([idioma()])
  })
})
