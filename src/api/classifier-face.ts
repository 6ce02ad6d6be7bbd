import type { IntentPair, ShadowDifference, ShadowRun } from '../domain/model-state.js'
import type { PageRequest } from './records.js'

type Info = {
  intents: number
  languages: readonly string[]
  fromCache: boolean
  trainedInMs: number
  hash: string
}

type Overview = {
  live: Info
  previous: Info | null
  candidate: Info | null
  training: boolean
  lastFailure: string | null
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
  thresholds: { accept: number; tie: number }
}

type Paged<Item> = { items: Item[]; next: string | null }

type Figures = { messages: number; unanswered: number; meanScore: number; byScore: number[] }

type DriftWeek = Figures & {
  monday: string
  byIntent: ({ intent: string } & Figures)[]
  newWords: { word: string; times: number }[]
}

/** Where a model in shadow disagrees with the live one. Without a run: the one under way, else the last. */
export type ShadowFace = {
  summary: (runId?: string) => Promise<{ run: ShadowRun | null; pairs: IntentPair[] }>
  runs: (page: PageRequest) => Promise<Paged<ShadowRun>>
  differences: (
    filter: {
      runId?: string | undefined
      live?: string | null | undefined
      candidate?: string | null | undefined
    },
    page: PageRequest,
  ) => Promise<Paged<ShadowDifference>>
}

/** What operators see of the classifier and do to it. */
export type ClassifierFace = {
  overview: () => Overview
  explain: (text: string, options?: { previousLanguage?: 'es' | 'pt' }) => Explanation
  /** Starts to learn the corpus as it lies on disk, in a thread; the model goes into shadow or into service. */
  train: (options: { shadow: boolean }) => void
  promote: () => Promise<boolean>
  discard: () => Promise<boolean>
  rollBack: () => Promise<boolean>
  shadow: ShadowFace
  /** How the live model understands what customers wrote, week by week. */
  drift: (range: { from: Date; to: Date }) => Promise<{ weeks: DriftWeek[]; complete: boolean }>
}
