import type { ShadowDifference } from '../../src/domain/model-state.js'
import type { TrainingCollections } from '../../src/store/training-collections.js'
import { at } from '../support/records.js'

const now = at('12:00:00')
const first = { limit: 1, after: null }

type Verbs<Name extends keyof TrainingCollections> = {
  [Verb in keyof TrainingCollections[Name]]-?: (
    collection: TrainingCollections[Name],
  ) => Promise<unknown>
}

const difference = (messageId: string): ShadowDifference => ({
  id: `r:${messageId}`,
  runId: 'r',
  messageId,
  at: now,
  live: { intent: null, intents: [], score: 0.2 },
  candidate: { intent: 'saludo', intents: ['saludo'], score: 0.9 },
})

const roles = { live: 'b', previous: 'a', candidate: null, runId: null, changedAt: now }
const run = { live: 'a', candidate: 'b', startedAt: now, endedAt: null, outcome: null }

/** A call of every verb of what the models leave behind. */
export const trainingVerbs: { [Name in keyof TrainingCollections]: Verbs<Name> } = {
  modelStates: {
    byId: (states) => states.byId('code'),
    insert: (states) => states.insert({ id: 'code', version: 0, ...roles }),
    replaceIf: (states) => states.replaceIf('code', 0, roles),
  },
  modelFiles: {
    save: (files) => files.save('a', Buffer.from('model'), now),
    byHash: (files) => files.byHash('a'),
    has: (files) => files.has('a'),
    touch: (files) => files.touch(['a', 'b'], now),
  },
  shadowRuns: {
    byId: (runs) => runs.byId('r'),
    insert: async (runs) => {
      await runs.insert({ id: 'r', ...run, compared: 0, differing: 0 })
      await runs.insert({ id: 's', ...run, compared: 0, differing: 0 })
    },
    end: (runs) => runs.end('r', { outcome: 'promoted', endedAt: now }),
    count: (runs) => runs.count('r', { compared: 1, differing: 1 }),
    list: async (runs) => {
      const { next } = await runs.list(first)
      await runs.list({ limit: 1, after: next })
    },
  },
  shadowDifferences: {
    addMissing: (differences) => differences.addMissing([difference('x'), difference('y')]),
    list: async (differences) => {
      const { next } = await differences.list({ runId: 'r' }, first)
      await differences.list({ runId: 'r' }, { limit: 1, after: next })
      await differences.list({ runId: 'r', live: null, candidate: 'saludo' }, first)
    },
    pairs: (differences) => differences.pairs('r'),
  },
}
