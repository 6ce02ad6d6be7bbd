import type { IntentId, Understanding } from '../intent.js'
import { plainText } from '../plain-text.js'

/** What these do is not taken back by the next message: a contact is marked, a ticket or a task is opened. */
const doesSomething: ReadonlySet<IntentId> = new Set<IntentId>([
  'baja_mensajes',
  'numero_equivocado',
  'cancelar',
  'regulador',
  'actualizar_datos',
  'no_recibi',
])

/**
 * Whether a message says too little for what would be done about it: "servicio" or "notificaciones" alone is near such an
 * intent, and may mean anything. It is asked about first. The words that always opt out are taken before this.
 */
export const isHasty = (understanding: Understanding | null, text: string): boolean =>
  understanding?.decision === 'answer' &&
  understanding.intents.length === 1 &&
  understanding.intents.every((intent) => doesSomething.has(intent)) &&
  !plainText(text).includes(' ')
