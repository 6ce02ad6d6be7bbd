import { parentPort } from 'node:worker_threads'
import { createCheckSpelling, type SpellingQuestion } from './check-spelling.js'

/** Runs in a thread of its own, so that looking for suggestions never holds up a message. */
const check = createCheckSpelling()
const port = parentPort

port?.on('message', ({ id, question }: { id: number; question: SpellingQuestion }) => {
  check(question).then(
    (hints) => port.postMessage({ id, hints }),
    () => port.postMessage({ id, hints: null }),
  )
})
