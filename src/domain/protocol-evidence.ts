import { textOf, type Message } from './message.js'
import { opensWith } from './opening-words.js'
import { plainText } from './plain-text.js'
import type { ProtocolDefinition, ProtocolEvidence, ProtocolStep } from './protocol.js'

const holdsPhrase = (plain: string, phrase: string): boolean =>
  ` ${plain} `.includes(` ${plainText(phrase)} `)

const stepsSaid = (steps: readonly ProtocolStep[], text: string): string[] => {
  const plain = plainText(text)
  const says = (rule: ProtocolStep['rules'][number]): boolean => {
    if (rule.kind === 'agent-opened') return opensWith(text, rule)
    return rule.kind === 'agent-said' && rule.anyOf.some((phrase) => holdsPhrase(plain, phrase))
  }
  return steps.filter(({ rules }) => rules.some(says)).map(({ id }) => id)
}

const wordsIn = (text: string): number =>
  text.split(/\s+/u).filter((word) => /\p{L}/u.test(word)).length

/** Words of the longest sentence; a line break ends one as a full stop does. */
const longestSentence = (text: string): number =>
  Math.max(0, ...text.split(/[.!?;:\n]+/u).map(wordsIn))

const limitsOf = (steps: readonly ProtocolStep[]) => {
  const rules = steps.flatMap(({ rules }) => rules)
  const found = rules.find((rule) => rule.kind === 'plain-sentences')
  return found ?? { minimumWords: 1, longestSentence: Number.POSITIVE_INFINITY }
}

const withAgentText = (
  steps: readonly ProtocolStep[],
  evidence: ProtocolEvidence,
  { message, text, misspelled }: { message: Message; text: string; misspelled: boolean },
): ProtocolEvidence => {
  const limits = limitsOf(steps)
  const known = new Set(evidence.said.map(({ step }) => step))
  const fresh = stepsSaid(steps, text).filter((step) => !known.has(step))
  return {
    ...evidence,
    said: [
      ...evidence.said,
      ...fresh.map((step) => ({ step, messageId: message.id, at: message.at })),
    ],
    agentTexts: evidence.agentTexts + 1,
    misspelledTexts: evidence.misspelledTexts + (misspelled ? 1 : 0),
    longTexts: evidence.longTexts + (longestSentence(text) > limits.longestSentence ? 1 : 0),
    answers: evidence.answers + (wordsIn(text) >= limits.minimumWords ? 1 : 0),
  }
}

/** What one more message of the ticket shows. `misspelled` is asked only of texts an agent wrote. */
export const withMessage = (
  { steps }: Pick<ProtocolDefinition, 'steps'>,
  evidence: ProtocolEvidence,
  message: Message,
  misspelled: boolean,
): ProtocolEvidence => {
  if (message.author === 'contact') {
    return { ...evidence, customerWroteAt: evidence.customerWroteAt ?? message.at }
  }
  const text = textOf(message.content)
  if (message.author !== 'agent' || text === null || message.deletedAt) return evidence
  return withAgentText(steps, evidence, { message, text, misspelled })
}
