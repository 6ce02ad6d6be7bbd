import type { Collection } from './catalog.js'
import type { WriteView } from './view.js'

/** Where writes go and who else may not touch the same keys meanwhile. */
export type WriteContext = {
  view: WriteView
  /** Reserves a record or a unique value for this writer; throws when another transaction has it. */
  claim: (key: Buffer) => void
  /** Undone when a transaction aborts. */
  counted: (collection: Collection, by: number) => void
  /** Of a transaction: runs at its commit, over the newest state. What it throws ends the transaction. */
  later?: (apply: (view: WriteView) => void) => void
}
