import type { ModelRoles } from '../classifier.js'
import type { Model } from '../model/model.js'

export type HeldModel = { model: Model; fromCache: boolean; trainedInMs: number }

export type ModelShelf = {
  live: () => HeldModel
  previous: () => HeldModel | null
  candidate: () => HeldModel | null
  find: (hash: string) => HeldModel | null
  /** Holds a model without a role; the one held before it without a role is dropped with the next `assign`. */
  hold: (held: HeldModel) => void
  /** False, and nothing changes, when the live one is not held. Models without a role are dropped, but for the newest. */
  assign: (roles: ModelRoles) => boolean
}

/** The models in memory and what each of them does. */
export const createModelShelf = (first: HeldModel): ModelShelf => {
  let held = new Map([[first.model.hash, first]])
  let newest = first.model.hash
  let live = first
  let previous: HeldModel | null = null
  let candidate: HeldModel | null = null
  const find = (hash: string | null): HeldModel | null =>
    hash === null ? null : (held.get(hash) ?? null)
  return {
    live: () => live,
    previous: () => previous,
    candidate: () => candidate,
    find,
    hold: (next) => {
      newest = next.model.hash
      held.set(newest, next)
    },
    assign: (roles) => {
      const nextLive = find(roles.live)
      if (!nextLive) return false
      live = nextLive
      previous = find(roles.previous)
      candidate = find(roles.candidate)
      const kept = [live, previous, candidate, find(newest)].filter((one) => one !== null)
      held = new Map(kept.map((one) => [one.model.hash, one]))
      return true
    },
  }
}
