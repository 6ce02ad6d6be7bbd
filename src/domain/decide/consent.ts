import { plainText } from '../plain-text.js'
import type { Draft } from './draft.js'

const optOutWords = new Set(
  'baja|stop|dar de baja mensajes|no mas mensajes|no mas mensajes por favor|no me escriban mas|no me escriban|darme de baja de los mensajes|unsubscribe|parar mensagens|nao quero mais mensagens|sair da lista'.split(
    '|',
  ),
)

/** The bare words that always mean "no more campaigns", also while a human has the conversation. */
export const isOptOutWord = (text: string): boolean => optOutWords.has(plainText(text))

const dropSurvey = (draft: Draft): void => {
  if (draft.session) draft.endSurvey(draft.session, 'cancelled')
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

/** intents.md `numero_equivocado`: marked, no campaigns any more. */
export const marksWrongNumber = (draft: Draft): void => {
  dropSurvey(draft)
  draft.note('wrong-number')
  draft.changeContact({
    wrongNumberAt: draft.situation.contact.wrongNumberAt ?? draft.situation.now,
  })
  draft.sayPhrase('wrongNumber')
}
