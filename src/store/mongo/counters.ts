import { defineCollection } from './collection.js'
import type { Records } from './records.js'

type Counter = { id: string; value: number }

export type Counters = { next: (name: string) => Promise<number> }

export const countersCollection = defineCollection<Counter>('counters', { value: Number })

export const createCounters = (records: Records<Counter>): Counters => ({
  next: async (name) => (await records.ensure({ _id: name }, { $inc: { value: 1 } })).value,
})
