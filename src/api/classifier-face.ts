type Info = {
  intents: number
  languages: readonly string[]
  fromCache: boolean
  trainedInMs: number
  hash: string
}

type Answer = { intent: string | null; score: number }

/** Which models there are, and where a model in shadow disagrees with the live one. */
type Overview = {
  live: Info
  previous: Info | null
  candidate: Info | null
  training: boolean
  lastFailure: string | null
  compared: number
  differences: readonly { messageId: string; live: Answer; candidate: Answer }[]
}

type Explanation = {
  classification: {
    intent: string | null
    score: number
    margin: number
    decision: 'answer' | 'ask' | 'reject'
    intents: readonly string[]
    alternatives: readonly { intent: string; score: number }[]
    language: string
    normalized: string
  }
  intent: string
  features: readonly { feature: string; kind: string; contribution: number }[]
  knownShare: number
}

/** What operators see of the classifier and do to it. */
export type ClassifierFace = {
  overview: () => Overview
  explain: (text: string) => Explanation
  /** Starts to learn the corpus as it lies on disk, in a thread; the model goes into shadow or into service. */
  train: (options: { shadow: boolean }) => void
  promote: () => boolean
  discard: () => boolean
  rollBack: () => boolean
}
