import type { PendingQuestion } from '../conversation.js'
import { plainText } from '../plain-text.js'
import type { Draft } from './draft.js'
import { saySubject } from './equipment.js'

type MailSubjectQuestion = Extract<PendingQuestion, { kind: 'mail-subject' }>

const stops = new Set(['cancelar', 'salir', 'no', 'no gracias', 'atras', 'sair', 'nao', 'ya no'])

const ask = (draft: Draft, next: MailSubjectQuestion): void => {
  draft.changeConversation({ pendingQuestion: { ...next, at: draft.situation.now } })
  draft.sayPhrase(next.step === 'full-name' ? 'equipmentAskFullName' : 'equipmentAskService')
}

const businessLine = (draft: Draft, text: string): string => {
  const plain = plainText(text)
  const lines = draft.situation.texts.settings.businessLines
  if (/\b(tv|tele|television|televisao|cable|deco)/.test(plain)) return lines.tv
  if (/\b(internet|fibra|wifi|modem|router)/.test(plain)) return lines.internet
  if (/\b(movil|celular|chip)/.test(plain)) return lines.movil
  if (/\b(fij|telefon)/.test(plain)) return lines.fija
  return text
}

/** A name is understood as nothing; what is understood as a request is not a name. */
const isAnotherMatter = (draft: Draft): boolean =>
  draft.situation.understanding?.decision === 'answer'

/**
 * The answer to a step of building the mail subject by asking (domain.md B8). False when the text is no answer to it: the
 * matter is dropped and the message is read as any other.
 */
export const takeMailSubjectStep = (
  draft: Draft,
  pending: MailSubjectQuestion,
  text: string,
): boolean => {
  draft.changeConversation({ pendingQuestion: null })
  if (stops.has(plainText(text))) {
    draft.sayPhrase('mailSubjectCancelled')
    return true
  }
  const digits = text.replace(/[\s-]/g, '')
  if (pending.step === 'national-id') {
    const found = /\d{8,13}/.exec(digits)
    if (!found) return false
    ask(draft, { ...pending, step: 'full-name', nationalId: found[0] })
    return true
  }
  if (pending.step === 'full-name' && isAnotherMatter(draft)) return false
  const words = text.trim().split(/\s+/)
  if (!/^[\p{L}\s.'-]{3,80}$/u.test(text.trim()) || /[?¿]/.test(text)) return false
  if (pending.step === 'full-name') {
    if (words.length < 2) return false
    ask(draft, { ...pending, step: 'service', fullName: text.trim() })
    return true
  }
  saySubject(draft, {
    nationalId: pending.nationalId ?? '',
    fullName: pending.fullName ?? '',
    service: businessLine(draft, text),
  })
  return true
}
