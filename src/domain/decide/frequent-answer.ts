import type { IntentId } from '../intent.js'
import { fillIn } from '../phrases.js'
import type { Draft } from './draft.js'

/** The variables an FAQ answer may use; one settings file holds their values. */
const answerVariables = (draft: Draft): Record<string, string> => {
  const { settings } = draft.situation.texts
  return {
    portal: settings.turnPortal,
    correo: settings.postSaleMail,
    asunto: settings.mailSubjectPattern,
    web: settings.website,
  }
}

/** Says the FAQ answer of an intent, and the call script after it when the entry asks for it. */
export const sayFrequentAnswer = (draft: Draft, intent: IntentId): void => {
  const entry = draft.situation.texts.questions.get(intent)
  draft.note(`answer:${intent}`)
  if (!entry) return draft.callScript()
  draft.say(fillIn(entry.answer[draft.language], answerVariables(draft)))
  if (entry.callScript) draft.callScript()
}
