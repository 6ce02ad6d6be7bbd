import { Schema } from 'mongoose'
import type { IntentPair, ShadowDifference, ShadowRun } from '../../domain/model-state.js'
import type { ShadowDifferences, ShadowRuns } from '../training-collections.js'
import { defineCollection } from './collection.js'
import type { Records } from './records.js'

const { Mixed } = Schema.Types

export const shadowRunsCollection = defineCollection<ShadowRun>('shadowRuns', {
  live: String,
  candidate: String,
  startedAt: Date,
  endedAt: Date,
  outcome: String,
  compared: Number,
  differing: Number,
})

const newestRun = { field: 'startedAt', direction: -1, kind: 'date' } as const

export const createShadowRuns = (records: Records<ShadowRun>): ShadowRuns => ({
  byId: (id) => records.one({ _id: id }),
  insert: ({ id, ...run }) => records.insert([{ _id: id, ...run }]),
  end: (id, change) => records.update(id, { $set: change }),
  count: (id, more) => records.update(id, { $inc: more }),
  list: (page) => records.page({}, newestRun, page),
})

export const shadowDifferencesCollection = defineCollection<ShadowDifference>('shadowDifferences', {
  runId: String,
  messageId: String,
  at: Date,
  live: Mixed,
  candidate: Mixed,
})

const newest = { field: 'at', direction: -1, kind: 'date' } as const

type Pair = Pick<IntentPair, 'live' | 'candidate'>

export const createShadowDifferences = (records: Records<ShadowDifference>): ShadowDifferences => ({
  addMissing: (differences) =>
    records.bulk(
      differences.map(({ id, ...difference }) => ({
        updateOne: { filter: { _id: id }, update: { $setOnInsert: difference }, upsert: true },
      })),
    ),
  list: ({ runId, live, candidate }, page) =>
    records.page(
      {
        runId,
        ...(live === undefined ? {} : { 'live.intent': live }),
        ...(candidate === undefined ? {} : { 'candidate.intent': candidate }),
      },
      newest,
      page,
    ),
  pairs: async (runId) => {
    const rows = await records.aggregate<{ _id: Pair; count: number }>([
      { $match: { runId } },
      {
        $group: {
          _id: { live: '$live.intent', candidate: '$candidate.intent' },
          count: { $sum: 1 },
        },
      },
      { $sort: { count: -1, _id: 1 } },
    ])
    return rows.map(({ _id, count }) => ({
      live: _id.live ?? null,
      candidate: _id.candidate ?? null,
      count,
    }))
  },
})
