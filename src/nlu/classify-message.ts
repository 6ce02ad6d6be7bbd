import type { Classification, ClassifyOptions, Language } from './classifier.js'
import { decide } from './decision/decide.js'
import { scoreIntents } from './decision/score-intents.js'
import type { Model } from './model/model.js'
import { detectLanguage } from './text/language-model.js'
import { isNoise } from './text/noise.js'
import { normalizeWords, plainText } from './text/normalize-message.js'

const ALTERNATIVES = 5

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

/** One message through the whole order: normalise, language, features, scores, decision. */
export const classifyMessage = (
  model: Model,
  text: string,
  options: ClassifyOptions = {},
): Classification => {
  const plain = plainText(text)
  const language = detectLanguage(model.languageModel, text, options.previousLanguage)
  const normalized = normalizeWords(plain, language)
  if (isNoise(normalized)) return nothing(language, normalized)
  const scores = scoreIntents(model, normalized, language)
  const [best, second] = scores.ranked
  if (!best) return nothing(language, normalized)
  const decision = decide(scores)
  const intent = decision === 'answer' ? best.intent : null
  return {
    intent,
    score: best.score,
    margin: best.score - (second?.score ?? 0),
    alternatives: scores.ranked.slice(0, ALTERNATIVES),
    intents: intent === null ? [] : [intent],
    decision,
    language,
    normalized,
  }
}
