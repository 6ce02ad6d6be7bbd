import type { Phone } from '../whatsapp/phone.js'
import type { WhatsappServer } from '../whatsapp/server.js'

/** What the bot asks, by a part of its words, and what the customer answers; the last says goodbye. */
const dialogue: readonly { hears: string; answers: string | null }[] = [
  { hears: 'Del 1 al 5', answers: '2' },
  { hears: '¿Qué es lo que más influye', answers: '1 y 3' },
  { hears: '¿Quiere contarnos algo más?', answers: 'se corta cuando llueve' },
  { hears: '¿Piensa continuar', answers: 'no estoy seguro' },
  { hears: '¿En qué horario', answers: 'en la tarde' },
  { hears: '¿Le llamamos a este mismo número?', answers: 'si' },
  { hears: 'Gracias por completar la encuesta', answers: null },
]

export const messagesToCustomer = dialogue.length
export const answersOfCustomer = dialogue.flatMap(({ answers }) => answers ?? [])

export type Customer = {
  phone: string
  name: string
  product: 'tv' | 'movil'
  /** Answers the whole survey; resolves with the time each reply took, ms. */
  takesSurvey: (withinMs: number) => Promise<number[]>
  /** What is wrong with what this phone shows; empty when every message was answered once and in order. */
  faults: () => string[]
}

/** Customers of every kind: tv and mobile, writing under their number or their LID, telling what they have read or not. */
export const createCustomer = (server: WhatsappServer, index: number): Customer => {
  const number = `+5939870${String(index).padStart(5, '0')}`
  const phone: Phone = server.phone(number, { addressing: index % 4 === 3 ? 'lid' : 'pn' })
  if (index % 3 === 0) phone.acknowledges('read')

  const takesSurvey = async (withinMs: number): Promise<number[]> => {
    const replyMs: number[] = []
    let saidAt: number | null = null
    for (const { hears, answers } of dialogue) {
      await phone.hears(({ text }) => text.includes(hears), withinMs)
      if (saidAt !== null) replyMs.push(performance.now() - saidAt)
      if (answers === null) continue
      saidAt = performance.now()
      await phone.sends({ text: answers })
    }
    return replyMs
  }

  return {
    phone: number,
    name: `Cliente ${index}`,
    product: index % 2 === 0 ? 'tv' : 'movil',
    takesSurvey,
    faults: () => {
      const texts = phone.texts()
      const wrong = texts.flatMap((text, at) => {
        const expected = dialogue[at]?.hears
        if (expected !== undefined && text.includes(expected)) return []
        return [`${number} shows "${text.slice(0, 40)}" as message ${at + 1}`]
      })
      return texts.length < dialogue.length
        ? [...wrong, `${number} shows ${texts.length} messages of ${dialogue.length}`]
        : wrong
    },
  }
}
