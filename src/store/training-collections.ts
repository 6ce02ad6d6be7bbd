import type { IntentPair, ModelState, ShadowDifference, ShadowRun } from '../domain/model-state.js'
import type { Page, PageRequest } from '../lib/page.js'

export type ModelStates = {
  byId: (code: string) => Promise<ModelState | null>
  /** Throws `DomainError('conflict')` when this code has one. */
  insert: (state: ModelState) => Promise<void>
  /** Compare-and-set, raises `version`; null when another process was faster. */
  replaceIf: (
    code: string,
    version: number,
    changes: Pick<ModelState, 'live' | 'previous' | 'candidate' | 'runId' | 'changedAt'>,
  ) => Promise<ModelState | null>
}

export type ModelFiles = {
  /** The bytes under their hash; once. */
  save: (hash: string, bytes: Uint8Array, at: Date) => Promise<void>
  byHash: (hash: string) => Promise<Uint8Array | null>
  has: (hash: string) => Promise<boolean>
  /** They are still needed: a file that nobody needs for 60 days goes away. */
  touch: (hashes: readonly string[], at: Date) => Promise<void>
}

export type ShadowRuns = {
  byId: (id: string) => Promise<ShadowRun | null>
  insert: (run: ShadowRun) => Promise<void>
  end: (id: string, change: Pick<ShadowRun, 'outcome' | 'endedAt'>) => Promise<void>
  count: (id: string, more: Pick<ShadowRun, 'compared' | 'differing'>) => Promise<void>
  /** Newest first. */
  list: (page: PageRequest) => Promise<Page<ShadowRun>>
}

export type ShadowDifferences = {
  /** Inserts those that are not there yet; returns how many were new. Safe to repeat. */
  addMissing: (differences: readonly ShadowDifference[]) => Promise<number>
  /** Newest first; `live` and `candidate` narrow it to a pair of intents. */
  list: (
    filter: { runId: string; live?: string | null; candidate?: string | null },
    page: PageRequest,
  ) => Promise<Page<ShadowDifference>>
  /** The most frequent first. */
  pairs: (runId: string) => Promise<IntentPair[]>
}

/** What the models of the classifier leave behind. */
export type TrainingCollections = {
  modelStates: ModelStates
  modelFiles: ModelFiles
  shadowRuns: ShadowRuns
  shadowDifferences: ShadowDifferences
}
