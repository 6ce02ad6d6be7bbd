import type { ContractedService } from '../contact.js'
import { longDate, shortDate } from '../local-time.js'
import { isNationalIdValid, mailSubject } from '../mail-subject.js'
import type { Draft } from './draft.js'
import { sayFrequentAnswer } from './frequent-answer.js'

type RetiredService = ContractedService & {
  retiredAt: Date
  equipment: NonNullable<ContractedService['equipment']>
}

const isOwed = (service: ContractedService): service is RetiredService =>
  service.retiredAt !== null && service.equipment !== null && !service.equipment.delivered

const retiredService = (draft: Draft): RetiredService | null =>
  draft.situation.contact.services.find(isOwed) ?? null

/** The end of that day in Ecuador, so that "hasta el 31" still holds on the 31st. */
const deadlineOf = (draft: Draft): Date | null => {
  const own = retiredService(draft)?.equipment.deadline
  if (own) return own
  const written = draft.situation.texts.settings.equipmentDeadline
  return written ? new Date(`${written}T23:59:59-05:00`) : null
}

/** intents.md `equipos_plazo`: the campaign's deadline, or the truth that there is none or that it is over. */
export const asksDeadline = (draft: Draft): void => {
  const deadline = deadlineOf(draft)
  const portal = draft.situation.texts.settings.turnPortal
  if (!deadline) return draft.sayPhrase('equipmentNoDeadline', { portal })
  const plazo = longDate(deadline, draft.language)
  if (deadline.getTime() >= draft.situation.now.getTime())
    draft.sayPhrase('equipmentDeadline', { plazo })
  else draft.sayPhrase('equipmentDeadlinePassed', { plazo, portal })
}

/** intents.md `equipos_valores`: B2 or B3 for this customer (when every variable is known, B6), then the call script. */
export const asksCharges = (draft: Draft): void => {
  const { contact, texts, now } = draft.situation
  const service = retiredService(draft)
  const deadline = deadlineOf(draft)
  draft.callScript()
  if (!service || !contact.name || !service.number)
    return sayFrequentAnswer(draft, 'equipos_valores')
  const variables = {
    nombre: contact.name,
    servicio: texts.settings.serviceNames[service.kind],
    numero: service.number,
    fecha: shortDate(service.retiredAt),
  }
  if (service.equipment.charged) return draft.sayPhrase('equipmentCharged', variables)
  if (!deadline || deadline.getTime() < now.getTime())
    return sayFrequentAnswer(draft, 'equipos_valores')
  draft.sayPhrase('equipmentNotCharged', {
    ...variables,
    plazo: longDate(deadline, draft.language),
    numeroEquipos: texts.settings.callNumbers.equipment,
  })
}

/** B8: says the subject; a cédula that fails its check digit is doubted, never rejected. */
export const saySubject = (
  draft: Draft,
  parts: { nationalId: string; fullName: string; service: string },
): void => {
  draft.sayPhrase('equipmentSubjectBuilt', { asunto: mailSubject(parts) })
  if (!isNationalIdValid(parts.nationalId)) {
    draft.sayPhrase('equipmentNationalIdDoubt', { cedula: parts.nationalId })
  }
}

const subjectFromRecord = (draft: Draft): Parameters<typeof saySubject>[1] | null => {
  const { contact, texts } = draft.situation
  const service = contact.services.find(({ equipment }) => equipment !== null)
  if (!contact.nationalId || !contact.name || !service) return null
  return {
    nationalId: contact.nationalId,
    fullName: contact.name,
    service: texts.settings.businessLines[service.kind],
  }
}

/** intents.md `equipos_ya_entregue`: the mail (B7) and its subject (B8). */
export const alreadyReturned = (draft: Draft): void => {
  sayFrequentAnswer(draft, 'equipos_ya_entregue')
  const parts = subjectFromRecord(draft)
  if (parts) saySubject(draft, parts)
}

/** intents.md `equipos_asunto`: from the customer's record, else the pattern and an offer to build it by asking. */
export const asksSubject = (draft: Draft): void => {
  const parts = subjectFromRecord(draft)
  if (parts) return saySubject(draft, parts)
  sayFrequentAnswer(draft, 'equipos_asunto')
  if (draft.session) return
  draft.sayPhrase('equipmentAskNationalId')
  draft.changeConversation({
    pendingQuestion: {
      kind: 'mail-subject',
      step: 'national-id',
      nationalId: null,
      fullName: null,
      at: draft.situation.now,
    },
  })
}
