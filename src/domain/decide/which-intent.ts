import type { IntentId } from '../intent.js'
import { isIntentId } from '../intent.js'
import { numbersIn } from '../number-words.js'
import { yesOrNo } from '../yes-no.js'
import type { Draft } from './draft.js'

const titleOf = (draft: Draft, intent: IntentId): string =>
  draft.situation.texts.titles.get(intent)?.[draft.language] ?? intent

/** Unsure between the best two: asks which, to be answered with a number. */
export const askWhich = (draft: Draft, intents: readonly IntentId[]): void => {
  const titles = [
    ...intents.map((intent) => titleOf(draft, intent)),
    draft.phrase('askWhichIntentNone'),
  ]
  draft.note(`ask-which:${intents.join(',')}`)
  draft.say(
    [
      draft.phrase('askWhichIntent'),
      ...titles.map((title, index) => `${index + 1}. ${title}`),
    ].join('\n'),
  )
  draft.changeConversation({
    pendingQuestion: { kind: 'which-intent', intents: [...intents], at: draft.situation.now },
  })
}

/** The intent chosen by number, or by a yes to the first; `none` for "something else"; null when it is no choice. */
export const chosenIntent = (
  intents: readonly string[],
  text: string,
): IntentId | 'none' | null => {
  const number = yesOrNo(text) === 'yes' ? 1 : numbersIn(text)?.[0]
  if (number === undefined) return null
  if (number === intents.length + 1) return 'none'
  const intent = intents[number - 1]
  return intent !== undefined && isIntentId(intent) ? intent : null
}
