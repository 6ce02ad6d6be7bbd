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

/** Words of a sentence, which no one is called; "de", "la", "del" are parts of names. */
const sentenceWords =
  /(^| )(no|que|quiero|tengo|como|cuando|donde|por|para|mi|mis|me|es|esta|necesito|puedo|ya|hola|les|le|se|eu|meu|minha|nao|nunca|hay)( |$)/

const isName = (text: string): boolean =>
  /^[\p{L}\s.'-]{3,80}$/u.test(text) && !sentenceWords.test(plainText(text))

type Step = (draft: Draft, pending: MailSubjectQuestion, text: string) => boolean

const takeNationalId: Step = (draft, pending, text) => {
  const found = /\d{8,13}/.exec(text.replace(/[\s-]/g, ''))
  if (!found) return false
  ask(draft, { ...pending, step: 'full-name', nationalId: found[0] })
  return true
}

const takeFullName: Step = (draft, pending, text) => {
  if (!isName(text) || text.split(/\s+/).length < 2) return false
  ask(draft, { ...pending, step: 'service', fullName: text })
  return true
}

const takeService: Step = (draft, { nationalId, fullName }, text) => {
  if (!isName(text) || nationalId === null || fullName === null) return false
  saySubject(draft, { nationalId, fullName, service: businessLine(draft, text) })
  return true
}

const steps: Record<MailSubjectQuestion['step'], Step> = {
  'national-id': takeNationalId,
  'full-name': takeFullName,
  service: takeService,
}

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
  if (!stops.has(plainText(text))) return steps[pending.step](draft, pending, text.trim())
  draft.sayPhrase('mailSubjectCancelled')
  return true
}
