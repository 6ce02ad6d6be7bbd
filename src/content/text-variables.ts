import type { PhraseKey } from '../domain/phrases.js'

/**
 * What the code fills in, text by text. A variable that is not here would stop the conversation in which it is said, so the
 * loader stops the boot instead.
 */
export const phraseVariables: Partial<Record<PhraseKey, readonly string[]>> = {
  callScript: ['numero'],
  contactWithinTime: ['hasta'],
  contactOverdueEscalated: ['fecha'],
  contactAlreadyEscalated: ['fecha'],
  contactAlreadyMade: ['fecha'],
  surveyNotFinished: ['horas'],
  surveyWhereWeWere: ['numero', 'total'],
  cancelTicketOpened: ['hasta'],
  cancelTicketExists: ['hasta'],
  humanTicketOpened: ['hasta'],
  equipmentDeadline: ['plazo'],
  equipmentDeadlinePassed: ['plazo', 'portal'],
  equipmentNoDeadline: ['portal'],
  equipmentCharged: ['nombre', 'servicio', 'numero', 'fecha'],
  equipmentNotCharged: ['nombre', 'servicio', 'numero', 'fecha', 'plazo', 'numeroEquipos'],
  equipmentSubjectBuilt: ['asunto'],
  equipmentNationalIdDoubt: ['cedula'],
  documentReceived: ['correo', 'asunto'],
  permanenceOwn: ['mes', 'valor', 'valorConImpuesto'],
  permanenceFree: ['mes'],
  electronicInvoiceOwn: ['destino'],
}

/** Of every FAQ answer (`intents/`); `conversations/settings.json` holds the values. */
export const answerVariables: readonly string[] = ['portal', 'correo', 'asunto', 'web']

/** Of a campaign's invitation. */
export const invitationVariables: readonly string[] = ['nombre']

/** Of the words with which a survey ends. */
export const surveyThanksVariables: readonly string[] = ['hasta']

/** Of the opening and closing that the service protocol offers to agents. */
export const openingVariables: readonly string[] = ['cliente', 'agente']

/** Names in braces that nobody fills, e.g. `{nombr}`; also braces around anything that is no name. */
export const unknownVariables = (text: string, known: readonly string[]): string[] =>
  [...text.matchAll(/\{([^{}]*)\}/g)].flatMap(([whole, name = '']) =>
    known.includes(name) ? [] : [whole],
  )
