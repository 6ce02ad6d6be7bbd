import type { Document } from '../bson/values.js'
import type { Collection } from '../storage/catalog.js'
import type { WriteView } from '../storage/view.js'
import type { CommandContext } from './context.js'
import { modifyInSlices, modifyNow, type Modification } from './modify.js'
import type { Statement } from './write-batch.js'

/**
 * The modification with its retry record, which is saved in the same write as the one effect it has; unless it is there by now,
 * because the same statement was sent again and was faster.
 */
const remembering = (
  { retry }: CommandContext,
  id: number,
  modification: Modification<Document>,
): Modification<Document> => {
  const once = <T extends Document | undefined>(view: WriteView, act: () => T): Document | T => {
    const before = retry?.find(id)
    if (before) return before
    const result = act()
    if (result) retry?.save(view, id, result)
    return result
  }
  return {
    ...modification,
    apply: (write, record) => once(write.view, () => modification.apply(write, record)),
    otherwise: (write) => once(write.view, () => modification.otherwise(write)),
  }
}

/** A statement that cannot be understood fails when its turn comes, not the whole batch. */
export const orFailing = (id: number, make: () => Statement): Statement => {
  try {
    return make()
  } catch (error) {
    const run = (): never => {
      throw error
    }
    return { id, run }
  }
}

/** What a statement does in a collection that does not exist. */
export const without = (id: number, result: Document): Statement => ({ id, run: () => result })

/** Makes a statement out of a modification: at once, or step by step where the finding takes long. */
export const toStatement = (
  context: CommandContext,
  target: { id: number; collection: Collection },
  modification: Modification<Document>,
  combine: (results: Document[]) => Document,
): Required<Statement> => {
  const { id, collection } = target
  return {
    id,
    run: (write) => combine(modifyNow(write, collection, modification)),
    runSlowly: async () =>
      context.retry?.find(id) ??
      combine(await modifyInSlices(context, collection, remembering(context, id, modification))),
  }
}
