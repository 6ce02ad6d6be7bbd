import type { Contact } from './contact.js'
import { mayReceiveCampaigns } from './contact.js'
import type { Conversation } from './conversation.js'
import { questionText } from './decide/survey-words.js'
import { afterReminder, currentQuestion, isExpired } from './survey-flow.js'
import type { Survey, SurveySession } from './survey.js'

export type SurveyFollowUp =
  | { kind: 'nothing' }
  | { kind: 'remind'; session: SurveySession; texts: string[] }
  /** `texts` is empty where a last word would be unwelcome. */
  | { kind: 'expire'; session: SurveySession; texts: string[] }

/**
 * What to do about a survey whose time has come (issue 3: reminders and expiry, partial answers kept). While a human has the
 * conversation nothing is said. An invitation that was never answered ends in silence.
 */
export const followUp = (
  survey: Survey | undefined,
  conversation: Conversation,
  contact: Contact,
  now: Date,
): SurveyFollowUp => {
  const session = conversation.survey
  if (!session || session.nextDueAt > now) return { kind: 'nothing' }
  const quiet = conversation.mode.kind === 'human' || !mayReceiveCampaigns(contact)
  const { language } = conversation
  if (!survey) return { kind: 'expire', session, texts: [] }
  if (isExpired(survey, session, now)) {
    const silent = quiet || session.state === 'offered'
    return { kind: 'expire', session, texts: silent ? [] : [survey.expired[language]] }
  }
  const question = currentQuestion(survey, session)
  const texts = [`${survey.reminder[language]}\n${questionText(question, language)}`]
  return { kind: 'remind', session: afterReminder(survey, session, now), texts: quiet ? [] : texts }
}
