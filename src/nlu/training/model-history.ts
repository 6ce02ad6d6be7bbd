import type { Model } from '../model/model.js'

export type HeldModel = { model: Model; fromCache: boolean; trainedInMs: number }

export type ModelHistory = {
  current: () => HeldModel
  previous: () => HeldModel | null
  /** Puts a model in service; a message is read by the old one or the new one, never by parts of both. */
  replace: (next: HeldModel) => void
  /** Brings the model before the current one back; false when there is none. Twice brings the newer one back. */
  rollBack: () => boolean
}

/** The model in service and the one before it. */
export const createModelHistory = (first: HeldModel): ModelHistory => {
  let current = first
  let previous: HeldModel | null = null
  return {
    current: () => current,
    previous: () => previous,
    replace: (next) => {
      previous = current
      current = next
    },
    rollBack: () => {
      if (!previous) return false
      const newer = current
      current = previous
      previous = newer
      return true
    },
  }
}
