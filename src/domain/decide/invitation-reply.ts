import type { Understanding } from '../intent.js'
import { plainText } from '../plain-text.js'
import { yesOrNo } from '../yes-no.js'

/** "no sé", "no entiendo": a "no" that declines nothing. */
const declinesNothing =
  /^(?:no|nao) (?:se|sabria|entiendo|entendi|comprendo|recuerdo|estoy|tengo|sei|entendo|lembro|estou)\b/

const mostWordsOfAnAttempt = 3

/**
 * Whether the customer takes part, from what is said to the invitation itself: the plain words, or what the message was
 * understood as ("de una, empecemos", "no gracias, estoy ocupada"). Null when it is neither.
 */
export const invitationReply = (
  understanding: Understanding | null,
  text: string,
): 'yes' | 'no' | null => {
  const plain = yesOrNo(text)
  if (plain) return plain
  if (understanding?.decision !== 'answer' || understanding.intents.length !== 1) return null
  if (understanding.intents[0] === 'si') return 'yes'
  const declines = understanding.intents[0] === 'no' && !declinesNothing.test(plainText(text))
  return declines ? 'no' : null
}

/**
 * A word or two that nobody understood, said to an invitation that asks something: an attempt at an answer ("bien"). A longer
 * text is about something else, for the invitation may be days old.
 */
export const isAttempt = (understanding: Understanding | null, text: string): boolean =>
  understanding?.decision !== 'answer'
    ? !/[?¿]/.test(text) && plainText(text).split(' ').length <= mostWordsOfAnAttempt
    : understanding.intents.every((intent) => intent === 'si' || intent === 'no')
