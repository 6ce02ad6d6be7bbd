import type { Classification, ClassifyOptions, Comparison, ModelAnswer } from '../classifier.js'
import { classifyMessage } from '../classify-message.js'
import type { HeldModel } from './model-shelf.js'

/** Nobody takes them for a while: the oldest are forgotten. */
const MOST_WAITING = 5_000

export type Shadow = {
  /** Lets the candidate read what the live model read, and notes both answers. */
  compare: (text: string, options: ClassifyOptions, live: Classification) => void
  /** What was noted since; a message that was read again (its transaction ran twice) is there once. */
  take: () => Comparison[]
}

const answerOf = ({ intent, intents, score }: Classification): ModelAnswer => ({
  intent,
  intents: [...intents],
  score,
})

/** A model that reads along before it goes live. Nothing of it reaches a customer, no text is kept. */
export const createShadow = (candidate: () => HeldModel | null): Shadow => {
  let waiting = new Map<string, Comparison>()
  return {
    compare: (text, options, live) => {
      const { messageId } = options
      const held = candidate()
      if (!held || messageId === undefined) return
      const other = classifyMessage(held.model, text, options)
      const differs = other.intents.join() !== live.intents.join()
      waiting.set(messageId, {
        messageId,
        live: answerOf(live),
        candidate: answerOf(other),
        differs,
      })
      const [oldest] = waiting.size > MOST_WAITING ? waiting.keys() : []
      if (oldest !== undefined) waiting.delete(oldest)
    },
    take: () => {
      const taken = [...waiting.values()]
      waiting = new Map()
      return taken
    },
  }
}
