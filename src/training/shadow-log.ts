import type { IntentPair, ShadowDifference, ShadowRun } from '../domain/model-state.js'
import type { Clock } from '../lib/clock.js'
import type { Page, PageRequest } from '../lib/page.js'
import type { RetrainableClassifier } from '../nlu/classifier.js'
import type { Store } from '../store/store.js'

/** So many differences of a run are listed; more are only counted. */
const mostListed = 10_000

export type ShadowSummary = { run: ShadowRun | null; pairs: IntentPair[] }

export type DifferenceFilter = {
  runId?: string | undefined
  live?: string | null | undefined
  candidate?: string | null | undefined
}

/** What a model in shadow would have answered otherwise, kept over restarts. */
export type ShadowLog = {
  /** Writes down what was compared since. */
  keep: () => Promise<void>
  /** The run under way, else the last one; or the one named. */
  summary: (runId?: string) => Promise<ShadowSummary>
  runs: (page: PageRequest) => Promise<Page<ShadowRun>>
  /** Newest first. */
  differences: (filter: DifferenceFilter, page: PageRequest) => Promise<Page<ShadowDifference>>
}

export type ShadowLogDeps = {
  store: Pick<Store, 'shadowRuns' | 'shadowDifferences'>
  classifier: Pick<RetrainableClassifier, 'takeComparisons'>
  runId: () => string | null
  clock: Clock
}

export const createShadowLog = ({
  store: { shadowRuns, shadowDifferences },
  classifier,
  runId: currentRun,
  clock,
}: ShadowLogDeps): ShadowLog => {
  const write = async (): Promise<void> => {
    const compared = classifier.takeComparisons()
    const runId = currentRun()
    if (runId === null || compared.length === 0) return
    const at = clock.now()
    const differing = compared
      .filter(({ differs }) => differs)
      .map(({ messageId, live, candidate }): ShadowDifference => {
        return { id: `${runId}:${messageId}`, runId, messageId, at, live, candidate }
      })
    const listed = (await shadowRuns.byId(runId))?.differing ?? 0
    if (listed < mostListed && differing.length > 0) await shadowDifferences.addMissing(differing)
    await shadowRuns.count(runId, { compared: compared.length, differing: differing.length })
  }

  /** One after the other, so that who lists sees what was compared before. */
  let writing = Promise.resolve()
  const keep = (): Promise<void> => {
    const next = writing.then(write)
    writing = next.catch(() => undefined)
    return next
  }

  const latest = async (): Promise<ShadowRun | null> =>
    (await shadowRuns.list({ limit: 1, after: null })).items[0] ?? null

  const find = (runId: string | undefined): Promise<ShadowRun | null> =>
    runId === undefined ? latest() : shadowRuns.byId(runId)

  return {
    keep,
    summary: async (runId) => {
      await keep()
      const run = await find(runId)
      return { run, pairs: run ? await shadowDifferences.pairs(run.id) : [] }
    },
    runs: async (page) => {
      await keep()
      return shadowRuns.list(page)
    },
    differences: async ({ runId, live, candidate }, page) => {
      await keep()
      const run = await find(runId)
      if (!run) return { items: [], next: null }
      return shadowDifferences.list(
        {
          runId: run.id,
          ...(live === undefined ? {} : { live }),
          ...(candidate === undefined ? {} : { candidate }),
        },
        page,
      )
    },
  }
}
