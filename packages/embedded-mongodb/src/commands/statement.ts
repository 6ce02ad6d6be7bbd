import type { Document } from '../bson/values.js'
import type { Collection } from '../storage/catalog.js'
import type { CommandContext } from './context.js'
import { modifyInSlices, modifyNow, type Modification } from './modify.js'
import type { Statement } from './write-batch.js'

/** The modification with its retry record, which is saved in the same write as the one effect it has. */
const remembering = (
  context: CommandContext,
  id: number,
  modification: Modification<Document>,
): Modification<Document> => ({
  ...modification,
  apply: (write, record) => {
    const result = modification.apply(write, record)
    context.retry?.save(write.view, id, result)
    return result
  },
  otherwise: (write) => {
    const result = modification.otherwise(write)
    if (result) context.retry?.save(write.view, id, result)
    return result
  },
})

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
