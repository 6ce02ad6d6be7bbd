import { classifyMessage } from './classify-message.js'
import type { Model } from './model/model.js'

/** One message in each language, with something of everything that text is cleaned of. */
const MESSAGES = [
  'hola, ¿a las 12:30 me cobran $25 del 01/02? 😀 escriban a yo@ejemplo.ec, y no tengo internet',
  'oi, não recebi a fatura ｆ漢 e quero falar com alguém',
]

/**
 * Reads a few messages so that patterns are compiled and tables built before a customer writes: the first message of a process
 * takes twenty times as long as the next.
 */
export const warmUp = (model: Model): void => {
  for (const text of MESSAGES) classifyMessage(model, text)
}
