import { OUT_OF_SCOPE, type IntentCorpus, type Language } from '../classifier.js'

export type TrainingMessage = { text: string; intent: string; language: Language }

/** Every message to learn from; hard negatives belong to None. The order of the corpus is kept: training is deterministic. */
export const trainingMessages = (corpus: IntentCorpus): TrainingMessage[] =>
  corpus.flatMap(({ locale, entries }) =>
    entries.flatMap(({ intent, utterances, negatives }) => [
      ...utterances.map((text) => ({ text, intent, language: locale })),
      ...negatives.map((text) => ({ text, intent: OUT_OF_SCOPE, language: locale })),
    ]),
  )
