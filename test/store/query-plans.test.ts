import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import mongoose from 'mongoose'
import type { Connection } from 'mongoose'
import { testDatabase } from '../support/database.js'
import type { TestDatabase } from '../support/database.js'
import { everyVerb } from './every-verb.js'

type Command = Record<string, unknown>
type Query = { collection: string; filter: unknown; sort?: unknown; limit?: unknown }

/** These never grow: agents, campaign runs and canned replies are counted in tens. */
const small = new Set([
  'agents',
  'presences',
  'deskBlocks',
  'campaignRuns',
  'cannedReplies',
  'counters',
  'migrations',
])

let database: TestDatabase
let connection: Connection
let queries: Query[] = []

const statements = (command: Command, list: string): { q: unknown }[] =>
  (command[list] ?? []) as { q: unknown }[]

const matched = (pipeline: unknown): Query['filter'] =>
  (pipeline as { $match?: unknown }[])[0]?.$match ?? {}

/** What a command looks for, as plain finds: these every server can explain. */
const queriesOf = (name: string, command: Command): Query[] => {
  const collection = String(command[name])
  switch (name) {
    case 'find':
      return [
        {
          collection,
          filter: command['filter'] ?? {},
          sort: command['sort'],
          limit: command['limit'],
        },
      ]
    case 'findAndModify':
      return [{ collection, filter: command['query'], sort: command['sort'] }]
    case 'update':
      return statements(command, 'updates').map(({ q }) => ({ collection, filter: q }))
    case 'delete':
      return statements(command, 'deletes').map(({ q }) => ({ collection, filter: q }))
    case 'aggregate':
      return [{ collection, filter: matched(command['pipeline']) }]
    case 'distinct':
      // A sorted walk along the field's index, which is what a distinct scan is.
      return [{ collection, filter: {}, sort: { [String(command['key'])]: 1 } }]
    default:
      return []
  }
}

beforeAll(async () => {
  const seen = new Map<string, Query>()
  database = await testDatabase({
    onCommand: (name, command) => {
      for (const query of queriesOf(name, command)) {
        seen.set(mongoose.mongo.BSON.EJSON.stringify(query), query)
      }
    },
  })
  connection = await mongoose
    .createConnection(database.uri, { dbName: database.database })
    .asPromise()
  seen.clear()
  await everyVerb(database.store)
  queries = [...seen.values()]
})

afterAll(async () => {
  await connection.close()
  await database.dropAndClose()
})

const stagesOf = (plan: unknown): string[] => {
  if (typeof plan !== 'object' || plan === null) return []
  const own = 'stage' in plan ? [String(plan.stage)] : []
  return [...own, ...Object.values(plan).flatMap(stagesOf)]
}

const planOf = async ({ collection, filter, sort }: Query): Promise<unknown> => {
  const find = { find: collection, filter, ...(sort ? { sort } : {}) }
  const explained = await connection.db?.command({ explain: find, verbosity: 'queryPlanner' })
  const { queryPlanner } = (explained ?? {}) as { queryPlanner: { winningPlan: unknown } }
  return queryPlanner.winningPlan
}

describe('every query of the store', () => {
  it('uses an index, unless its collection never grows', async () => {
    expect(queries.length).toBeGreaterThan(60)
    const scans: Query[] = []
    for (const query of queries.filter(({ collection }) => !small.has(collection))) {
      if (stagesOf(await planOf(query)).includes('COLLSCAN')) scans.push(query)
    }
    expect(scans).toEqual([])
  })

  it('takes work lists and pages in the order of an index, without sorting', async () => {
    const lists = new Set(['messages', 'conversations', 'events', 'ledger', 'simulatorPhones'])
    const sorts: Query[] = []
    for (const query of queries.filter((one) => one.limit && lists.has(one.collection))) {
      if (stagesOf(await planOf(query)).includes('SORT')) sorts.push(query)
    }
    expect(sorts).toEqual([])
  })
})
