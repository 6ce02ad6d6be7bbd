import { createCheckSpelling } from '../../src/spelling/check-spelling.js'
import type { Spelling } from '../../src/spelling/spelling.js'

const check = createCheckSpelling()

/** The dictionaries in the thread of the test. */
export const spellingHere = (): Spelling => ({
  misspelled: (text, language, allowed) => check({ text, language, allowed }),
  stop: () => Promise.resolve(),
})
