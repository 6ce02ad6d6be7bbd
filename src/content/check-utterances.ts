import type { Report } from './faults.js'
import type { PlacedEntry } from './placed-entry.js'

/**
 * The classifier must not learn the same words for two intents of a language, and must not be tested with what it learned.
 * Accents, case, punctuation and spaces do not make words different; emoji do.
 */
export const checkUtterances = (entries: readonly PlacedEntry[], report: Report): void => {
  for (const locale of ['es', 'pt'] as const) {
    const own = entries.filter((placed) => placed.locale === locale)
    const learned = checkTraining(own, report)
    for (const { file, entry } of own) {
      checkAgainst(entry.tests, 'test', { learned, report, file, intent: entry.intent })
      checkAgainst(entry.negatives, 'negative', { learned, report, file, intent: entry.intent })
    }
  }
}

const same = (text: string): string => {
  const plain = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\p{P}\s]+/gu, ' ')
    .trim()
  return plain === '' ? text.trim() : plain
}

const checkTraining = (
  entries: readonly PlacedEntry[],
  report: Report,
): ReadonlyMap<string, string> => {
  const learned = new Map<string, string>()
  for (const { file, entry } of entries) {
    for (const text of [...entry.utterances, ...entry.noise, ...entry.near, ...entry.far]) {
      if (text.trim() === '') report(file, entry.intent, 'has an empty utterance')
      const other = learned.get(same(text))
      if (other !== undefined && other !== entry.intent) {
        report(file, entry.intent, `"${text}" is also an utterance of ${other}`)
      }
      learned.set(same(text), entry.intent)
    }
  }
  return learned
}

/** A test that was learned proves nothing; a negative that is an utterance teaches two opposite things. */
const checkAgainst = (
  texts: readonly string[],
  kind: 'test' | 'negative',
  where: {
    learned: ReadonlyMap<string, string>
    report: Report
    file: string
    intent: string
  },
): void => {
  const { learned, report, file, intent } = where
  for (const text of texts) {
    const other = learned.get(same(text))
    // The negatives of an intent are learned as None, so None may hold the same words.
    if (other === undefined || (kind === 'negative' && other === 'None')) continue
    report(file, intent, `the ${kind} "${text}" is also an utterance of ${other}`)
  }
}
