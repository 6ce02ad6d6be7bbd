/** The port of understanding: what the rest of the house knows about a classifier. */

export type Language = 'es' | 'pt'

export type ScoredIntent = { intent: string; score: number }

export type Decision = 'answer' | 'ask' | 'reject'

export type Classification = {
  /** the accepted intent, or null when the message is out of scope or too unsure */
  intent: string | null
  /** calibrated score of the best candidate, 0..1 */
  score: number
  /** score of the best candidate minus that of the second */
  margin: number
  /** best first, at most 5, without None */
  alternatives: ScoredIntent[]
  /** accepted intents in order of appearance: two when the message holds two requests (domain.md C3), [] when none */
  intents: string[]
  /** `ask` when unsure between the first two alternatives */
  decision: Decision
  language: Language
  /** the text as the model saw it */
  normalized: string
}

export type ClassifyOptions = {
  /** the language the conversation was in so far; Spanish when in doubt */
  previousLanguage?: Language
  /** of a live message: what a model in shadow says of it is noted under this id */
  messageId?: string
}

export type FeatureWeight = {
  feature: string
  kind: 'word' | 'pair' | 'characters' | 'concept' | 'concepts'
  /** what it adds to (or takes from) the raw activation of the intent */
  contribution: number
}

export type Explanation = {
  classification: Classification
  /** the intent that the features speak for: the best candidate, accepted or not */
  intent: string
  /** strongest first by absolute contribution, at most 20 */
  features: FeatureWeight[]
  /** share of the message's words that the model knows, 0..1 */
  knownShare: number
}

export type ClassifierInfo = {
  intents: number
  languages: Language[]
  fromCache: boolean
  trainedInMs: number
  /** of the corpus and the version of the model's code */
  hash: string
}

export type Classifier = {
  /** Synchronous, never throws, bounded time whatever the text. */
  classify: (text: string, options?: ClassifyOptions) => Classification
  /** Which features led to the intent. */
  explain: (text: string, options?: ClassifyOptions) => Explanation
  info: () => ClassifierInfo
}

/** A live message that the model in shadow understood otherwise. */
export type Difference = { messageId: string } & Record<
  'live' | 'candidate',
  { intent: string | null; score: number }
>

export type ModelOverview = {
  live: ClassifierInfo
  previous: ClassifierInfo | null
  /** in shadow: it reads what the live model reads, and answers nobody */
  candidate: ClassifierInfo | null
  /** live messages that both read, and those they disagreed on, newest first, 500 at most */
  compared: number
  differences: Difference[]
}

export type RetrainableClassifier = Classifier & {
  /**
   * Learns another corpus without blocking a message; the model goes into service, or into shadow. Rejects when training fails,
   * the old model stays.
   */
  retrain: (corpus: IntentCorpus, options?: { shadow?: boolean }) => Promise<ClassifierInfo>
  /** Puts the model in shadow in service; false when there is none. */
  promote: () => boolean
  /** Drops the model in shadow; false when there is none. */
  discard: () => boolean
  /** Brings the model before the current one back; false when there is none. */
  rollBack: () => boolean
  overview: () => ModelOverview
}

/** The training messages of one locale; noise is merged into `utterances`, out of scope is the intent `None`. */
export type IntentCorpus = {
  locale: Language
  entries: { intent: string; utterances: string[]; negatives: string[] }[]
}[]

/** The name under which out-of-scope messages are trained; never an accepted intent. */
export const OUT_OF_SCOPE = 'None'
