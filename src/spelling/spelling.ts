import type { Hint } from '../domain/checks/hint.js'

/** Looks for words that no dictionary knows, outside the thread that answers messages. */
export type Spelling = {
  /**
   * The misspelled words with what may have been meant; null when the spelling cannot be checked now. `allowed`: names and
   * words of the trade.
   */
  misspelled: (
    text: string,
    language: 'es' | 'pt',
    allowed: readonly string[],
  ) => Promise<Hint[] | null>
  stop: () => Promise<void>
}
