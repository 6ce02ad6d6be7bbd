import type { Language } from '../classifier.js'
import type { Model } from '../model/model.js'
import { normalizeWords } from '../text/normalize-message.js'
import { stripGreeting } from '../text/strip-greeting.js'
import { calibrate } from './calibration.js'
import { decide } from './decide.js'
import { scoreIntents } from './score-intents.js'
import { splitRequests } from './split-requests.js'

/** Courtesies and bare answers go with a request and are none themselves. */
const NO_REQUEST = new Set(['saludo', 'gracias', 'despedida', 'si', 'no'])

/** Half a message says less, so each half must be surer than a whole one: in cross validation one single request in 45 is torn. */
const SURE_SCORE = 0.8
const SURE_RAW = 0.05

type Reading = { intents: [string, string]; raw: number }

const readHalf = (
  model: Model,
  half: string,
  language: Language,
): { intent: string; raw: number } | null => {
  const scores = scoreIntents(model, stripGreeting(normalizeWords(half, language)), language)
  const alternatives = calibrate(scores, 2)
  const [best] = alternatives
  const raw = scores.ranked[0]?.score ?? -1
  if (!best || best.score < SURE_SCORE || raw < SURE_RAW) return null
  if (decide(alternatives) !== 'answer' || NO_REQUEST.has(best.intent)) return null
  return { intent: best.intent, raw }
}

/** The two requests of a message in order (domain.md C3), or null when it does not clearly hold two. */
export const findTwoRequests = (
  model: Model,
  plain: string,
  language: Language,
): [string, string] | null => {
  let surest: Reading | null = null
  for (const [first, second] of splitRequests(plain)) {
    const one = readHalf(model, first, language)
    const other = one && readHalf(model, second, language)
    if (!other || one.intent === other.intent) continue
    const raw = Math.min(one.raw, other.raw)
    if (!surest || raw > surest.raw) surest = { intents: [one.intent, other.intent], raw }
  }
  return surest?.intents ?? null
}
