import { corpusFile, intentIds, isIntentId } from '../domain/intent.js'
import type { CorpusFile, FrequentQuestion, IntentId } from '../domain/intent.js'
import { checkUtterances } from './check-utterances.js'
import type { Content } from './content.js'
import { shaped, type Report } from './faults.js'
import type { PlacedEntry } from './placed-entry.js'
import type { ContentFile } from './read-files.js'
import { answerVariables, unknownVariables } from './text-variables.js'

type Corpus = Pick<Content, 'corpus' | 'questions'>

/** Messages that are none of the catalogue's; never an accepted intent. */
const outOfScope = 'None'

/** Messages with two requests each: they measure the classifier and teach it nothing. */
const heldOutOnly = /^intents\/dobles\.(es|pt)\.json$/

/** The files of `intents/`: what the classifier learns, and what the bot says. */
export const loadCorpus = (files: ContentFile[], report: Report): Corpus => {
  const corpora = files.flatMap(({ file, value }) => {
    if (heldOutOnly.test(file)) return []
    const corpus = shaped(corpusFile, value, { report, file })
    if (!corpus) return []
    if (file !== `intents/${corpus.name}.${corpus.locale}.json`) {
      report(file, '', `the file must be called ${corpus.name}.${corpus.locale}.json`)
    }
    return [{ file, corpus }]
  })
  const entries = corpora.flatMap(({ file, corpus: { locale, data } }) =>
    data.map((entry): PlacedEntry => ({ file, locale, entry })),
  )
  checkIntents(entries, report)
  checkUtterances(entries, report)
  return {
    corpus: corpora.map(({ corpus }) => trainingOf(corpus)),
    questions: intentIds.flatMap((intent) => questionOf(intent, entries, report) ?? []),
  }
}

const trainingOf = ({ locale, data }: CorpusFile): Content['corpus'][number] => ({
  locale,
  entries: data.map(({ intent, utterances, noise, near, far, negatives }) => ({
    intent,
    utterances: [...utterances, ...noise, ...near, ...far],
    negatives,
  })),
})

const checkIntents = (entries: readonly PlacedEntry[], report: Report): void => {
  for (const { file, entry } of entries) {
    if (entry.intent !== outOfScope && !isIntentId(entry.intent)) {
      report(file, entry.intent, 'is no intent of the catalogue')
    }
    if (entry.intent === outOfScope && entry.answers.length > 0) {
      report(file, outOfScope, 'has an answer, but is out of scope')
    }
  }
}

const questionOf = (
  intent: IntentId,
  entries: readonly PlacedEntry[],
  report: Report,
): FrequentQuestion | null => {
  const own = entries.filter(({ entry }) => entry.intent === intent)
  const es = answerOf({ intent, locale: 'es' }, own, report)
  const pt = answerOf({ intent, locale: 'pt' }, own, report)
  if (!es || !pt) return null
  if (es.entry.callScript !== pt.entry.callScript) {
    report(pt.file, `${intent}.callScript`, `differs from ${es.file}`)
  }
  return {
    intent,
    answer: { es: es.entry.answers[0] ?? '', pt: pt.entry.answers[0] ?? '' },
    callScript: es.entry.callScript,
  }
}

/** The one entry that has the answer of an intent in a language. */
const answerOf = (
  { intent, locale }: { intent: IntentId; locale: 'es' | 'pt' },
  own: readonly PlacedEntry[],
  report: Report,
): PlacedEntry | null => {
  const inLocale = own.filter((placed) => placed.locale === locale)
  const training = inLocale.flatMap(({ entry }) => [...entry.utterances, ...entry.noise])
  const place = inLocale[0]?.file ?? `intents/*.${locale}.json`
  if (training.length === 0) report(place, intent, `has no utterances in ${locale}`)
  const answers = inLocale.flatMap(({ entry }) => entry.answers)
  if (answers.length !== 1) {
    report(place, intent, `needs one answer in ${locale} and has ${answers.length}`)
  }
  for (const variable of answers.flatMap((text) => unknownVariables(text, answerVariables))) {
    report(place, `${intent}.answers`, `nothing fills ${variable}`)
  }
  return inLocale.find(({ entry }) => entry.answers.length > 0) ?? null
}
