import { preparePipeline } from '../aggregate/pipeline-head.js'
import { firstKey, isDocument, type Document, type Value } from '../bson/values.js'
import { MongoError } from '../errors.js'
import type { Plan } from '../index/plan.js'
import { find, prepare, type Prepared } from '../query/find.js'
import { createPace, visitPaced } from '../query/pace.js'
import type { ScanCounts } from '../query/scan.js'
import type { Collection } from '../storage/catalog.js'
import { namespaceOf } from '../storage/catalog.js'
import { commandFields } from './command-fields.js'
import { existingCollection, readView, type Command, type CommandContext } from './context.js'
import { checkCommand, checkOneOf } from './fields.js'
import { infoCommands } from './info.js'
import { queryOf } from './read.js'

const scanStage = (plan: Plan): Document =>
  plan.kind === 'collection'
    ? { stage: 'COLLSCAN', direction: plan.reverse ? 'backward' : 'forward' }
    : {
        stage: 'FETCH',
        inputStage: {
          stage: 'IXSCAN',
          keyPattern: plan.index.key,
          indexName: plan.index.name,
          isMultiKey: plan.index.multikey,
          isUnique: plan.index.unique,
          isSparse: plan.index.sparse,
          isPartial: plan.index.partialFilter !== undefined,
          direction: plan.reverse ? 'backward' : 'forward',
          boundedFields: plan.bounded,
          ranges: plan.ranges.length,
        },
      }

const winningPlan = ({ plan, query }: Prepared): Document => {
  const scan = scanStage(plan)
  const sorting = query.sort.length > 0 && !plan.sorted
  const pattern = Object.fromEntries(query.sort.map((field) => [field.path, field.direction]))
  return sorting ? { stage: 'SORT', sortPattern: pattern, inputStage: scan } : scan
}

const noExecution = {
  executionSuccess: true,
  nReturned: 0,
  executionTimeMillis: 0,
  totalKeysExamined: 0,
  totalDocsExamined: 0,
  executionStages: { stage: 'EOF' },
}

const describe = async (
  context: CommandContext,
  collection: Collection,
  prepared: Prepared,
): Promise<Document> => {
  const counts: ScanCounts = { keys: 0, documents: 0 }
  const queryPlanner = {
    namespace: namespaceOf(collection),
    parsedQuery: prepared.query.filter,
    winningPlan: winningPlan(prepared),
    rejectedPlans: [],
  }
  if (context.body['verbosity'] === 'queryPlanner') return { queryPlanner }
  const view = readView(context)
  const startedAt = performance.now()
  let nReturned = 0
  try {
    const pace = createPace()
    await visitPaced(find(view, collection, prepared, { counts, pace }), pace, () => nReturned++)
  } finally {
    view.release()
  }
  const executionStats = {
    ...noExecution,
    nReturned,
    executionTimeMillis: Math.round(performance.now() - startedAt),
    totalKeysExamined: counts.keys,
    totalDocsExamined: counts.documents,
    executionStages: queryPlanner.winningPlan,
  }
  return { queryPlanner, executionStats }
}

const first = (list: Value): Document => {
  const [statement] = Array.isArray(list) ? (list as Value[]) : []
  return isDocument(statement) ? statement : {}
}

const byQuery = (collection: Collection, inner: Document): Prepared =>
  prepare(collection, queryOf(inner, 'query'))

const explainable: Record<string, (collection: Collection, inner: Document) => Prepared> = {
  find: (collection, inner) => prepare(collection, queryOf(inner)),
  count: byQuery,
  distinct: byQuery,
  findAndModify: byQuery,
  findandmodify: byQuery,
  update: (collection, inner) => prepare(collection, queryOf(first(inner['updates']), 'q')),
  delete: (collection, inner) =>
    prepare(collection, queryOf({ ...first(inner['deletes']), limit: 0 }, 'q')),
  aggregate: (collection, inner) =>
    preparePipeline(collection, inner['pipeline'] as Value[], {
      variables: new Map(),
      hint: inner['hint'],
    }).prepared,
}

const refuseUnexplainable = (name: string): void => {
  if (Object.hasOwn(explainable, name)) return
  if (commandFields.has(name) || Object.hasOwn(infoCommands, name))
    throw new MongoError('IllegalOperation', `Cannot explain cmd: ${name}`)
  throw new MongoError('CommandNotFound', `Explain failed due to unknown command: ${name}`)
}

const verbosities = ['queryPlanner', 'executionStats', 'allPlansExecution']

/** Tells which index a command would use (manual: reference/command/explain). */
export const explainCommand: Command = async (context) => {
  const inner = context.body['explain'] as Document
  checkOneOf('explain.verbosity', context.body['verbosity'] ?? undefined, verbosities)
  const name = firstKey(inner)
  refuseUnexplainable(name)
  checkCommand(name, inner, commandFields.get(name))
  const namespace = `${context.database}.${String(inner[name])}`
  const collection = existingCollection(context, String(inner[name]))
  if (!collection) {
    return {
      queryPlanner: { namespace, winningPlan: { stage: 'EOF' }, rejectedPlans: [] },
      ...(context.body['verbosity'] === 'queryPlanner' ? {} : { executionStats: noExecution }),
      ok: 1,
    }
  }
  const prepared = explainable[name]?.(collection, inner)
  return { ...(prepared && (await describe(context, collection, prepared))), ok: 1 }
}
