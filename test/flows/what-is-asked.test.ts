import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startHouse, type House } from '../support/start-chat.js'

let house: House
let nextPhone = 1
const customer = () => house.customer(`+5939877${String(nextPhone++).padStart(5, '0')}`)

beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

describe('what a message asks for', () => {
  it.each(['notificaciones', 'equivocado', 'servicio'])(
    'asks about %p alone before it does something that stays done',
    async (word) => {
      const chat = customer()
      await chat.says(word)
      expect((await chat.heard())[0]).toContain(house.texts.phrases.es.askWhichIntent)
      expect(await chat.contact()).toMatchObject({ optedOutAt: null, wrongNumberAt: null })
      expect(await chat.tickets()).toEqual([])
    },
  )

  it('says until when somebody calls to who asked to leave and waits', async () => {
    const chat = customer()
    await chat.says('quiero dar de baja la televisión')
    await chat.heard()
    await chat.says('¿y cuándo me van a llamar? sigo esperando la llamada')
    expect((await chat.heard())[0]).toMatch(/^Su solicitud ya está registrada/)
  })

  it('answers once who says that the survey was answered and nobody called', async () => {
    const chat = customer()
    await chat.says('yo ya conteste toda la encuesta y nadie me ha llamado')
    const heard = await chat.heard()
    expect(heard[0]).toBe(house.texts.phrases.es.surveyNeverSent)
    expect(heard.join()).not.toContain('La encuesta es para clientes')
  })

  it('tells nothing of benefits to who asks whether an unknown message about them is real', async () => {
    const chat = customer()
    await chat.says('me dicen que tengo un beneficio nuevo. ¿es real este mensaje o es estafa?')
    expect((await chat.heard())[0]).toBe(house.texts.phrases.es.authenticNoRecord)
  })
})
