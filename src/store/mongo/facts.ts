import type { Facts } from '../store.js'
import { defineCollection } from './collection.js'
import type { Records } from './records.js'

type Fact = { id: string; value: string }

export const factsCollection = defineCollection<Fact>('facts', { value: String })

export const createFacts = (records: Records<Fact>): Facts => ({
  get: async (key) => (await records.one({ _id: key }))?.value ?? null,
  set: async (key, value) => {
    if (value === null) await records.remove({ _id: key })
    else await records.ensure({ _id: key }, { $set: { value } })
  },
})
