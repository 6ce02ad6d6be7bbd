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

export type Thresholds = {
  /** a best score below this is out of scope */
  accept: number
  /** a second candidate with more than this share of the best score: ask which of the two */
  tie: number
}

export type Explanation = {
  classification: Classification
  /** the intent that the features speak for: the best candidate, accepted or not */
  intent: string
  /** strongest first by absolute contribution, at most 20 */
  features: FeatureWeight[]
  /** share of the message's words that the model knows, 0..1 */
  knownShare: number
  /** what its scores were held against */
  thresholds: Thresholds
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

/** What one model made of a message: its first intent, all of them, and the score of the best. */
export type ModelAnswer = { intent: string | null; intents: string[]; score: number }

/** A live message that the live model answered and the one in shadow read. */
export type Comparison = {
  messageId: string
  live: ModelAnswer
  candidate: ModelAnswer
  differs: boolean
}

/** Models by their hashes. The candidate is in shadow: it reads what the live model reads, and answers nobody. */
export type ModelRoles = { live: string; previous: string | null; candidate: string | null }

export type ModelOverview = {
  live: ClassifierInfo
  previous: ClassifierInfo | null
  candidate: ClassifierInfo | null
}

/** Finds the bytes of a model that another process made; null when nobody kept it. */
export type FetchModel = (hash: string) => Promise<Uint8Array | null>

export type RetrainableClassifier = Classifier & {
  /** Names the code that trains and reads models: it cannot read those of other code. */
  code: string
  /**
   * Learns another corpus without blocking a message; the model is held and does nothing until it has a role. Rejects when training
   * fails.
   */
  learn: (corpus: IntentCorpus) => Promise<ClassifierInfo>
  /** The bytes of a model that is held; null when it is not. */
  bytesOf: (hash: string) => Uint8Array | null
  /** Holds a model: one that is here, in the cache, or fetched. False when it is nowhere. */
  obtain: (hash: string, fetch: FetchModel) => Promise<boolean>
  /**
   * Gives models that are held their roles, all at once: a message is read by the old live model or the new one. A role whose model is
   * not held stays empty. False, and nothing changes, when the live one is not held.
   */
  assign: (roles: ModelRoles) => boolean
  overview: () => ModelOverview
  /** What was compared since this was last called, oldest first. */
  takeComparisons: () => Comparison[]
}

/** The training messages of one locale; noise is merged into `utterances`, out of scope is the intent `None`. */
export type IntentCorpus = {
  locale: Language
  entries: { intent: string; utterances: string[]; negatives: string[] }[]
}[]

/** The name under which out-of-scope messages are trained; never an accepted intent. */
export const OUT_OF_SCOPE = 'None'
