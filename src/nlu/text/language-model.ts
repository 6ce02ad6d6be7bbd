import type { Language } from '../classifier.js'
import { accentedCharacters } from './clean-characters.js'

/** How much a word or a run of three characters speaks for Portuguese (above 0) or Spanish (below 0). */
export type LanguageModel = Map<string, number>

/** Spanish when in doubt; the conversation's language weighs as much as one clear word. */
const DOUBT = 1.5
const MEMORY = 3
const SMOOTHING = 0.5
const MOST_OF_ONE_FEATURE = 3

const featuresOf = (text: string): Set<string> => {
  const features = new Set<string>()
  for (const word of accentedCharacters(text).split(/[^\p{L}]+/u)) {
    if (word.length === 0 || word.length > 40) continue
    features.add(`=${word}`)
    const padded = ` ${word} `
    for (let start = 0; start + 3 <= padded.length; start++) {
      features.add(padded.slice(start, start + 3))
    }
  }
  return features
}

type Counts = Record<Language, { messages: number; times: Map<string, number> }>

/** Log-odds of each feature of the training messages. */
export const trainLanguageModel = (
  messages: readonly { text: string; language: Language }[],
): LanguageModel => {
  const counts: Counts = {
    es: { messages: 0, times: new Map() },
    pt: { messages: 0, times: new Map() },
  }
  for (const { text, language } of messages) {
    const count = counts[language]
    count.messages += 1
    for (const feature of featuresOf(text))
      count.times.set(feature, (count.times.get(feature) ?? 0) + 1)
  }
  const model: LanguageModel = new Map()
  if (counts.es.messages === 0 || counts.pt.messages === 0) return model
  const shareOf = (feature: string, language: Language): number =>
    ((counts[language].times.get(feature) ?? 0) + SMOOTHING) / (counts[language].messages + 1)
  for (const feature of new Set([...counts.es.times.keys(), ...counts.pt.times.keys()])) {
    const odds = Math.log(shareOf(feature, 'pt') / shareOf(feature, 'es'))
    model.set(feature, Math.max(-MOST_OF_ONE_FEATURE, Math.min(MOST_OF_ONE_FEATURE, odds)))
  }
  return model
}

/** The language of a message; `previous` is what the conversation was in so far. */
export const detectLanguage = (
  model: LanguageModel,
  text: string,
  previous: Language | undefined,
): Language => {
  let evidence = previous === 'pt' ? MEMORY : -DOUBT
  if (previous === 'es') evidence -= DOUBT
  for (const feature of featuresOf(text)) evidence += model.get(feature) ?? 0
  return evidence > 0 ? 'pt' : 'es'
}
