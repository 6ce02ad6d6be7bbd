import type { Conversation } from '../conversation.js'
import type { IntentId } from '../intent.js'
import { textOf } from '../message.js'
import { plainText } from '../plain-text.js'
import { answerIntent } from './answer-intent.js'
import { communicationOf } from './authenticity.js'
import {
  consentInSilence,
  isConsentWord,
  isOptOutWord,
  optsIn,
  optsOut,
  takesOptOutBack,
} from './consent.js'
import type { Decision } from './decision.js'
import { createDraft, type Draft } from './draft.js'
import { answersAgent, followUp, saysMore } from './follow-up.js'
import { isHasty } from './hasty.js'
import { leaveForReview } from './leave-for-review.js'
import { takeMailSubjectStep } from './mail-subject-turn.js'
import { takeMedia } from './media-turn.js'
import { rateInSilence, takeSatisfaction } from './satisfaction-turn.js'
import { withoutSettled } from './settled.js'
import type { Situation } from './situation.js'
import { takeSurveyText } from './survey-turn.js'
import { surveyOf } from './survey-words.js'
import { askWhich, chosenIntent } from './which-intent.js'

const minuteMs = 60_000
const hourMs = 3_600_000
/** A question of the bot outside the survey waits this long for its answer. */
const pendingQuestionMs = 30 * minuteMs

const languageOf = ({ understanding, conversation }: Situation): Conversation['language'] =>
  understanding?.language ?? conversation.language

const outOfScope = (draft: Draft): void => {
  if (saysMore(draft) && followUp(draft, 'follow-up')) return
  leaveForReview(draft)
}

const takePendingQuestion = (draft: Draft, text: string): boolean => {
  const { conversation, now } = draft.situation
  const pending = conversation.pendingQuestion
  if (!pending) return false
  draft.changeConversation({ pendingQuestion: null })
  if (now.getTime() - pending.at.getTime() > pendingQuestionMs) return false
  if (pending.kind === 'mail-subject') return takeMailSubjectStep(draft, pending, text)
  const chosen = chosenIntent(pending.intents, text)
  if (chosen === null) return false
  if (chosen === 'none') outOfScope(draft)
  else answerIntent(draft, chosen)
  return true
}

const answerAll = (draft: Draft, intents: readonly IntentId[]): void => {
  const isOurs = communicationOf(draft.situation) !== undefined
  for (const intent of withoutSettled(intents, isOurs)) answerIntent(draft, intent)
}

const takeUnderstanding = (draft: Draft, text: string): void => {
  const understanding = draft.situation.understanding
  if (!understanding) return
  const { decision, intents, alternatives } = understanding
  const candidates = alternatives.slice(0, 2).map(({ intent }) => intent)
  const asks = decision === 'ask' || isHasty(understanding, text)
  if (asks && candidates.length === 2) return askWhich(draft, candidates)
  if (decision === 'answer' && intents.length > 0) return answerAll(draft, intents)
  outOfScope(draft)
}

const takeText = (draft: Draft, text: string): void => {
  if (isOptOutWord(text)) return optsOut(draft)
  if (takesOptOutBack(text, draft.situation.contact)) return optsIn(draft)
  const survey = draft.session ? surveyOf(draft, draft.session) : null
  const taken =
    survey !== null && takeSurveyText(draft, survey, text, (intents) => answerAll(draft, intents))
  if (taken || takeSatisfaction(draft, text) || takePendingQuestion(draft, text)) return
  if (answersAgent(draft) && followUp(draft, 'follow-up')) return
  takeUnderstanding(draft, text)
}

/** A file with a caption: the caption is read; a caption that says nothing we know leaves the file to be acknowledged (B9). */
const takeContent = (draft: Draft): void => {
  const { content } = draft.situation.message
  const text = textOf(content)
  if (content.kind === 'call') return draft.callScript()
  if (content.kind === 'text') return takeText(draft, content.text)
  const understood = draft.situation.understanding?.decision === 'answer'
  if (text !== null && understood) takeText(draft, text)
  else takeMedia(draft, content)
}

/**
 * Two brakes on talk without end (users-ask.md 2.2, security.md 34): the very same words over and over, and too many replies
 * within a minute. Returns why the bot stays silent, or null.
 */
const brake = (draft: Draft): string | null => {
  const { conversation, message, now, texts } = draft.situation
  const said = plainText(textOf(message.content) ?? '').slice(0, 200)
  const repeats = said !== '' && said === conversation.lastInboundText
  const botStreak = repeats ? conversation.botStreak + 1 : 0
  const running =
    conversation.burst && now.getTime() - conversation.burst.since.getTime() < minuteMs
  const burst =
    running && conversation.burst
      ? { since: conversation.burst.since, count: conversation.burst.count + 1 }
      : { since: now, count: 1 }
  draft.changeConversation({ botStreak, burst, lastInboundText: said })
  if (botStreak >= texts.settings.maximumBotStreak && !draft.session) return 'same-words'
  return burst.count > texts.settings.maximumRepliesPerMinute ? 'burst' : null
}

const silence = (situation: Situation): string | null => {
  const { message, now, texts, conversation } = situation
  if (conversation.mode.kind === 'human') return 'human'
  if (message.deletedAt) return 'deleted'
  const ageMs = now.getTime() - message.at.getTime()
  return ageMs > texts.settings.answerLateMessagesHours * hourMs ? 'too-old' : null
}

/** While a human has the conversation the bot says nothing, but an opt-out is honoured and a rating counts. */
const listenInSilence = (draft: Draft, text: string | null): void => {
  rateInSilence(draft)
  if (text !== null) consentInSilence(draft, text)
}

/**
 * One turn of a conversation: what the bot says and changes for one inbound message. Pure; the catalogue of intents.md and
 * the rules of domain.md A, B and C3 are in the files beside this one.
 */
export const decide = (situation: Situation): Decision => {
  const language = languageOf(situation)
  const draft = createDraft(situation, language)
  const text = textOf(situation.message.content)
  const silent = silence(situation)
  if (silent) {
    draft.note(`silent:${silent}`)
    if (silent === 'human') listenInSilence(draft, text)
    return draft.finish()
  }
  if (language !== situation.conversation.language) draft.changeConversation({ language })
  const braked = brake(draft)
  if (braked && !(text !== null && isConsentWord(text, situation.contact))) {
    draft.note(`silent:${braked}`)
    return draft.finish()
  }
  takeContent(draft)
  return draft.finish()
}
