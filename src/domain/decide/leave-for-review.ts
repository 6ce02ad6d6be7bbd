import type { Decision } from './decision.js'
import { createDraft, type Draft } from './draft.js'
import type { Situation } from './situation.js'

const hourMs = 3_600_000

/** intents.md, last paragraph: the call script once per quiet period; the message goes to the review list every time. */
export const leaveForReview = (draft: Draft): void => {
  const { conversation, now, texts } = draft.situation
  draft.markUnanswered()
  const last = conversation.callScriptAt?.getTime()
  const quietMs = texts.settings.quietPeriodHours * hourMs
  if (last !== undefined && now.getTime() - last < quietMs) return draft.note('quiet')
  draft.changeConversation({ callScriptAt: now })
  draft.callScript()
}

/**
 * The decision about a message on which deciding failed: it counts as out of scope, so that a fault of ours costs the customer
 * neither an answer nor those to later messages (faults.md 34).
 */
export const undecided = (situation: Situation): Decision => {
  const draft = createDraft(situation, situation.conversation.language)
  draft.note('undecided')
  if (situation.conversation.mode.kind === 'bot') leaveForReview(draft)
  return draft.finish()
}
