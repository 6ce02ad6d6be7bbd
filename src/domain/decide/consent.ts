import type { Contact } from '../contact.js'
import { plainText } from '../plain-text.js'
import type { Draft } from './draft.js'

const optOutWords = new Set(
  'baja|stop|dar de baja mensajes|no mas mensajes|no mas mensajes por favor|no me escriban mas|no me escriban|darme de baja de los mensajes|unsubscribe|parar mensagens|nao quero mais mensagens|sair da lista'.split(
    '|',
  ),
)

const optInWords = new Set(
  'alta|start|quiero volver a recibir mensajes|volver a recibir mensajes|quero voltar a receber mensagens|voltar a receber mensagens'.split(
    '|',
  ),
)

/** The bare words that always mean "no more campaigns", also while a human has the conversation. */
export const isOptOutWord = (text: string): boolean => optOutWords.has(plainText(text))

/** Only the customer takes their own opt-out or wrong number back, and only in these words: never by what was understood. */
export const takesOptOutBack = (text: string, { optedOutAt, wrongNumberAt }: Contact): boolean =>
  (optedOutAt ?? wrongNumberAt) !== null && optInWords.has(plainText(text))

const dropSurvey = (draft: Draft): void => {
  if (draft.session) draft.endSurvey(draft.session, 'cancelled')
}

/** Whether the customer speaks of campaigns in words that count at any time: after a brake, and to a human. */
export const isConsentWord = (text: string, contact: Contact): boolean =>
  isOptOutWord(text) || takesOptOutBack(text, contact)

const recordOptIn = (draft: Draft): void => {
  draft.note('opt-in')
  draft.changeContact({ optedOutAt: null, wrongNumberAt: null })
}

/** What such a word changes, said by nobody: a human has the conversation. */
export const consentInSilence = (draft: Draft, text: string): void => {
  const { contact, now } = draft.situation
  if (takesOptOutBack(text, contact)) {
    recordOptIn(draft)
  } else if (isOptOutWord(text) && !contact.optedOutAt) {
    draft.note('opt-out')
    draft.changeContact({ optedOutAt: now })
  }
}

/** intents.md `baja_mensajes`: recorded at once, confirmed. The first date stays. */
export const optsOut = (draft: Draft): void => {
  const already = draft.situation.contact.optedOutAt
  dropSurvey(draft)
  draft.note('opt-out')
  if (already) return draft.sayPhrase('alreadyOptedOut')
  draft.changeContact({ optedOutAt: draft.situation.now })
  draft.sayPhrase('optedOut')
}

/** Campaigns may come again. What was missed in between is not sent later. */
export const optsIn = (draft: Draft): void => {
  recordOptIn(draft)
  draft.sayPhrase('optedIn')
}

/** intents.md `numero_equivocado`: marked, no campaigns any more. */
export const marksWrongNumber = (draft: Draft): void => {
  dropSurvey(draft)
  draft.note('wrong-number')
  draft.changeContact({
    wrongNumberAt: draft.situation.contact.wrongNumberAt ?? draft.situation.now,
  })
  draft.sayPhrase('wrongNumber')
}
