import type { TrainingMessage } from '../../../src/nlu/model/training-messages.js'

/** What a peer says of a message: its best intent (None among them when it learned it) and how sure it is that it is in scope. */
export type Guess = { intent: string; score: number }

/** A peer is trained on messages and then asked. */
export type Peer = {
  name: string
  train: (messages: readonly TrainingMessage[]) => Promise<(text: string) => Promise<Guess>>
}
