import type { IntentId } from '../intent.js'
import { isItReal } from './authenticity.js'
import { marksWrongNumber, optsOut } from './consent.js'
import { asksElectronicInvoice, asksPermanence } from './contract.js'
import type { Draft } from './draft.js'
import { alreadyReturned, asksCharges, asksDeadline, asksSubject } from './equipment.js'
import { sayFrequentAnswer } from './frequent-answer.js'
import { asksLanguage } from './language.js'
import { asksAboutSurvey, nobodyCalled } from './survey-status.js'
import {
  didNotReceive,
  threatensRegulator,
  updatesData,
  wantsHuman,
  wantsToLeave,
} from './tickets.js'

/** The rows of intents.md that need more than their FAQ answer; every other row says it (and A1 where its entry asks). */
const special: Partial<Record<IntentId, (draft: Draft) => void>> = {
  mensaje_real: isItReal,
  encuesta_sin_contacto: nobodyCalled,
  no_recibi: didNotReceive,
  encuesta_retencion: asksAboutSurvey,
  equipos_plazo: asksDeadline,
  equipos_valores: asksCharges,
  equipos_ya_entregue: alreadyReturned,
  equipos_asunto: asksSubject,
  cancelar: wantsToLeave,
  factura_electronica: asksElectronicInvoice,
  contrato_permanencia: asksPermanence,
  actualizar_datos: updatesData,
  humano: wantsHuman,
  baja_mensajes: optsOut,
  regulador: threatensRegulator,
  numero_equivocado: marksWrongNumber,
  idioma: asksLanguage,
}

/** Does what the catalogue says for one intent. */
export const answerIntent = (draft: Draft, intent: IntentId): void => {
  draft.note(`intent:${intent}`)
  draft.changeConversation({ lastIntent: intent, lastIntentAt: draft.situation.now })
  const behave = special[intent]
  if (behave) behave(draft)
  else sayFrequentAnswer(draft, intent)
}
