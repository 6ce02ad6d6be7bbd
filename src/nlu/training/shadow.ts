import type { Classification, ClassifyOptions, Difference } from '../classifier.js'
import { classifyMessage } from '../classify-message.js'
import type { HeldModel } from './model-history.js'

const MOST_KEPT = 500

export type Shadow = {
  candidate: () => HeldModel | null
  /** Another model takes the place; what was noted of the one before is forgotten. */
  hold: (candidate: HeldModel | null) => void
  /** Lets the candidate read what the live model read, and notes a different answer. */
  compare: (text: string, options: ClassifyOptions, live: Classification) => void
  noted: () => { compared: number; differences: Difference[] }
}

const brief = ({ intent, score }: Classification): Difference['live'] => ({ intent, score })

/** A model that reads along before it goes live. Nothing of it reaches a customer, no text is kept. */
export const createShadow = (): Shadow => {
  let candidate: HeldModel | null = null
  let compared = 0
  let differences: Difference[] = []
  return {
    candidate: () => candidate,
    hold: (next) => {
      candidate = next
      compared = 0
      differences = []
    },
    compare: (text, options, live) => {
      const { messageId } = options
      if (!candidate || messageId === undefined) return
      const other = classifyMessage(candidate.model, text, options)
      compared += 1
      if (other.intents.join() === live.intents.join()) return
      differences.unshift({ messageId, live: brief(live), candidate: brief(other) })
      differences.length = Math.min(differences.length, MOST_KEPT)
    },
    noted: () => ({ compared, differences: [...differences] }),
  }
}
