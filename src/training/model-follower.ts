import type { ModelRoles, ModelState } from '../domain/model-state.js'
import type { Clock } from '../lib/clock.js'
import type { Log } from '../lib/log.js'
import type { RetrainableClassifier } from '../nlu/classifier.js'
import type { Store } from '../store/store.js'

export type ModelFollowerDeps = {
  store: Pick<Store, 'modelStates' | 'modelFiles'>
  classifier: RetrainableClassifier
  clock: Clock
  log: Log
}

/** Keeps the models of this process as the store says. */
export type ModelFollower = {
  /** As this process follows it; null before the first time. */
  followed: () => ModelState | null
  /** As the store has it now; made of the corpus on disk when there is none. */
  stateNow: () => Promise<ModelState>
  /** Gives the models their roles; when the live one is nowhere, the roles stay as they are. */
  take: (state: ModelState) => Promise<void>
  /** Makes sure that a model is held here; false when it is nowhere. */
  obtain: (hash: string) => Promise<boolean>
  /** Keeps every model that has a role where other processes, and this one after a restart, find it. */
  keepFiles: (roles: ModelRoles) => Promise<void>
  /** Follows what another process decided meanwhile. */
  follow: () => Promise<void>
}

/** Well within the 60 days after which a file that nobody needs goes away. */
const touchEveryMs = 24 * 3_600_000

export const namesOf = ({ live, previous, candidate }: ModelRoles): string[] =>
  [live, previous, candidate].filter((hash) => hash !== null)

export const createModelFollower = (deps: ModelFollowerDeps): ModelFollower => {
  const { store, classifier, clock, log } = deps
  let followed: ModelState | null = null
  let refusedVersion = -1
  let touchedAt = -Infinity

  const obtain = (hash: string): Promise<boolean> =>
    classifier.obtain(hash, store.modelFiles.byHash)

  const keepFiles = async (roles: ModelRoles): Promise<void> => {
    const now = clock.now()
    for (const hash of namesOf(roles)) {
      const bytes = (await store.modelFiles.has(hash)) ? null : classifier.bytesOf(hash)
      if (bytes) await store.modelFiles.save(hash, bytes, now)
    }
    await store.modelFiles.touch(namesOf(roles), now)
    touchedAt = now.getTime()
  }

  const take = async (state: ModelState): Promise<void> => {
    for (const hash of namesOf(state)) await obtain(hash)
    const { live, candidate, version } = state
    if (classifier.assign(state)) {
      if (followed) log.info({ live, candidate, version }, 'the models changed')
      followed = state
    } else if (refusedVersion !== version) {
      refusedVersion = version
      log.error({ live }, 'the live model of the other processes is nowhere to be found')
    }
  }

  const first = async (): Promise<ModelState> => {
    const roles = { live: classifier.info().hash, previous: null, candidate: null }
    const { code: id } = classifier
    const state = { id, ...roles, runId: null, version: 0, changedAt: clock.now() }
    try {
      await store.modelStates.insert(state)
      return state
    } catch (error) {
      // Another process was faster; its state holds.
      const found = await store.modelStates.byId(id)
      if (found === null) throw error
      return found
    }
  }

  const stateNow = async (): Promise<ModelState> =>
    (await store.modelStates.byId(classifier.code)) ?? (await first())

  return {
    followed: () => followed,
    stateNow,
    take,
    obtain,
    keepFiles,
    follow: async () => {
      const state = await stateNow()
      const isNew = state.version !== followed?.version
      if (isNew) await take(state)
      const isOld = clock.now().getTime() - touchedAt > touchEveryMs
      if (state.version > 0 && (isNew || isOld)) await keepFiles(state)
    },
  }
}
