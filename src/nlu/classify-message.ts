import type { Classification, ClassifyOptions, Language } from './classifier.js'
import { calibrate } from './decision/calibration.js'
import { decide } from './decision/decide.js'
import { findTwoRequests } from './decision/find-requests.js'
import { scoreIntents } from './decision/score-intents.js'
import type { Model } from './model/model.js'
import { detectLanguage } from './text/language-model.js'
import { normalizeWords, plainText } from './text/normalize-message.js'
import { stripGreeting } from './text/strip-greeting.js'

const ALTERNATIVES = 5
/** Every way to split a message costs two readings; who writes more than this does not just ask for two things. */
const LONGEST_OF_TWO = 400

const nothing = (language: Language, normalized: string): Classification => ({
  intent: null,
  score: 0,
  margin: 0,
  alternatives: [],
  intents: [],
  decision: 'reject',
  language,
  normalized,
})

/** One message through the whole order: clean, language, normalise, gates, greeting, features, scores, decision. */
export const classifyMessage = (
  model: Model,
  text: string,
  options: ClassifyOptions = {},
): Classification => {
  const plain = plainText(text)
  const language = detectLanguage(model.languageModel, text, options.previousLanguage)
  const normalized = stripGreeting(normalizeWords(plain, language))
  if (normalized === '') return nothing(language, normalized)
  const alternatives = calibrate(scoreIntents(model, normalized, language, plain), ALTERNATIVES)
  const [best, second] = alternatives
  if (!best) return nothing(language, normalized)
  const decision = decide(alternatives)
  const two = plain.length > LONGEST_OF_TWO ? null : findTwoRequests(model, plain, language)
  return {
    ...accepted(decision, best.intent, two),
    score: best.score,
    margin: best.score - (second?.score ?? 0),
    alternatives,
    language,
    normalized,
  }
}

/**
 * Two clear requests are an answer even when the message as a whole pulls to and fro between them, but not when the whole
 * speaks for a third: then the halves were torn out of it.
 */
const accepted = (
  decision: Classification['decision'],
  best: string,
  two: [string, string] | null,
): Pick<Classification, 'intent' | 'intents' | 'decision'> => {
  if (two?.includes(best)) return { intent: best, intents: two, decision: 'answer' }
  if (decision === 'answer') return { intent: best, intents: [best], decision }
  return { intent: null, intents: [], decision }
}
