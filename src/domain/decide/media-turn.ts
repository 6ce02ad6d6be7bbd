import type { MessageContent } from '../message.js'
import type { PhraseKey } from '../phrases.js'
import type { Draft } from './draft.js'
import { askAgain, surveyOf } from './survey-words.js'

const inSurvey = (draft: Draft, key: PhraseKey): void => {
  const session = draft.session
  const survey = session ? surveyOf(draft, session) : null
  if (!session || !survey) return
  draft.sayPhrase(key)
  askAgain(draft, survey, session)
}

const acknowledgeFile = (draft: Draft): void => {
  const { settings } = draft.situation.texts
  draft.sayPhrase('documentReceived', {
    correo: settings.postSaleMail,
    asunto: settings.mailSubjectPattern,
  })
}

const outsideSurvey: Record<
  Exclude<MessageContent['kind'], 'text' | 'call'>,
  (draft: Draft) => void
> = {
  image: acknowledgeFile,
  document: acknowledgeFile,
  audio: (draft) => draft.sayPhrase('voiceNotUnderstood'),
  video: (draft) => draft.sayPhrase('mediaNotUnderstood'),
  location: (draft) => draft.sayPhrase('locationReceived'),
  'contact-card': (draft) => draft.sayPhrase('contactCardReceived'),
  // A sticker is a gesture, not a question: answering each one would be noise.
  sticker: (draft) => draft.note('sticker'),
  // An undecryptable stub is healed under the same id and answered then.
  unsupported: (draft) => draft.note('unsupported'),
}

/** What arrives without words: kept with the conversation, acknowledged (domain.md B9), never a silent end of a survey. */
export const takeMedia = (draft: Draft, content: MessageContent): void => {
  if (content.kind === 'text' || content.kind === 'call') return
  draft.note(`media:${content.kind}`)
  const survey = draft.session ? surveyOf(draft, draft.session) : null
  if (!survey || content.kind === 'unsupported') return outsideSurvey[content.kind](draft)
  inSurvey(draft, content.kind === 'audio' ? 'surveyVoiceReask' : 'surveyMediaReask')
}
