import { preparePipeline } from '../aggregate/pipeline-head.js'
import { isDocument, type Document, type Value } from '../bson/values.js'
import { MongoError, typeMismatch } from '../errors.js'
import type { Plan } from '../index/plan.js'
import { find, prepare, type Prepared } from '../query/find.js'
import { createPace, visitPaced } from '../query/pace.js'
import type { ScanCounts } from '../query/scan.js'
import type { Collection } from '../storage/catalog.js'
import { namespaceOf } from '../storage/catalog.js'
import { existingCollection, readView, type Command, type CommandContext } from './context.js'
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
    executionSuccess: true,
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

const preparedFor = (collection: Collection, name: string, inner: Document): Prepared => {
  switch (name) {
    case 'find':
      return prepare(collection, queryOf(inner))
    case 'count':
    case 'distinct':
    case 'findAndModify':
      return prepare(collection, queryOf(inner, 'query'))
    case 'update':
      return prepare(collection, queryOf(first(inner['updates']), 'q'))
    case 'delete':
      return prepare(collection, { ...queryOf({ ...first(inner['deletes']), limit: 0 }, 'q') })
    case 'aggregate':
      return preparePipeline(collection, inner['pipeline'] as Value[], {
        variables: new Map(),
        hint: inner['hint'],
      }).prepared
    default:
      throw new MongoError('CommandNotSupported', `Explain failed due to unknown command: ${name}`)
  }
}

/** Tells which index a command would use (manual: reference/command/explain). */
export const explainCommand: Command = async (context) => {
  const inner = context.body['explain']
  if (!isDocument(inner))
    throw typeMismatch("BSON field 'explain' is the wrong type, expected type 'object'")
  const name = Object.keys(inner)[0] ?? ''
  const collection = existingCollection(context, String(inner[name]))
  if (!collection) {
    return {
      queryPlanner: {
        namespace: `${context.database}.${String(inner[name])}`,
        winningPlan: { stage: 'EOF' },
        rejectedPlans: [],
      },
      ok: 1,
    }
  }
  return { ...(await describe(context, collection, preparedFor(collection, name, inner))), ok: 1 }
}
