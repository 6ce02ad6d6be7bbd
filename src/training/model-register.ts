import { DomainError } from '../domain/errors.js'
import type { ModelRoles, ModelState } from '../domain/model-state.js'
import type { NewId } from '../lib/ids.js'
import type { Store } from '../store/store.js'
import { createModelFollower, namesOf, type ModelFollowerDeps } from './model-follower.js'
import { settleRun } from './settle-run.js'

export type ModelRegisterDeps = ModelFollowerDeps & { store: Store; newId: NewId }

type NextRoles = (roles: ModelRoles) => ModelRoles | null

/** Which model does what, the same in every process of this code. */
export type ModelRegister = {
  /** Takes over what was decided before; a corpus on disk that no process has seen goes live. */
  open: () => Promise<void>
  /** Follows what another process decided meanwhile. */
  follow: () => Promise<void>
  /**
   * A change that somebody asks for who sees the models as they are here. False when there is none to make.
   * @throws DomainError `conflict` when another process changed them meanwhile, or when a model is nowhere any more
   */
  change: (next: NextRoles) => Promise<boolean>
  /** The same, whatever other processes changed meanwhile. */
  insist: (next: NextRoles) => Promise<boolean>
  /** The shadow run under way; null when no model is in shadow. */
  runId: () => string | null
}

/** Another process may be faster this often before we give up. */
const attempts = 5

const tooLate = (): DomainError =>
  new DomainError('conflict', 'El modelo acaba de cambiar. Revise cómo quedó.', { late: true })

const isTooLate = (error: unknown): boolean =>
  error instanceof DomainError && error.details['late'] === true

export const createModelRegister = (deps: ModelRegisterDeps): ModelRegister => {
  const { store, classifier, clock, newId } = deps
  const follower = createModelFollower(deps)

  const write = (state: ModelState, roles: ModelRoles): Promise<ModelState> =>
    store.transaction(async (collections) => {
      const now = clock.now()
      const runId = await settleRun(collections, state, roles, { now, id: newId() })
      const { live, previous, candidate } = roles
      const changes = { live, previous, candidate, runId, changedAt: now }
      const written = await collections.modelStates.replaceIf(state.id, state.version, changes)
      if (written === null) throw tooLate()
      return written
    })

  const changeFrom = async (state: ModelState, next: NextRoles): Promise<boolean> => {
    const roles = next(state)
    if (roles === null) return false
    if (!(await follower.obtain(roles.live))) {
      throw new DomainError('conflict', 'Ese modelo ya no está guardado.')
    }
    await follower.keepFiles(roles)
    await follower.take(await write(state, roles))
    return true
  }

  const insist = async (next: NextRoles): Promise<boolean> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await changeFrom(await follower.stateNow(), next)
      } catch (error) {
        if (!isTooLate(error) || attempt === attempts) throw error
      }
    }
  }

  return {
    open: async () => {
      const live = classifier.info().hash
      const state = await follower.stateNow()
      if (namesOf(state).includes(live)) return follower.take(state)
      await insist((roles) => ({ live, previous: roles.live, candidate: null }))
    },
    follow: follower.follow,
    change: async (next) => {
      try {
        return await changeFrom(follower.followed() ?? (await follower.stateNow()), next)
      } catch (error) {
        if (isTooLate(error)) await follower.follow()
        throw error
      }
    },
    insist,
    runId: () => follower.followed()?.runId ?? null,
  }
}
