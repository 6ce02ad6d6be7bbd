import type { Clock } from '../../lib/clock.js'
import type { Leases } from '../../lib/lease.js'
import { defineCollection } from './collection.js'
import { isConflict } from './errors.js'
import { where } from './records.js'
import type { Records } from './records.js'

type Lease = { id: string; holder: string; until: Date; epoch: number }

export const leasesCollection = defineCollection<Lease>('leases', {
  holder: String,
  until: Date,
  epoch: Number,
})

const free = { holder: '', until: new Date(0) }

/**
 * The document outlives its holders, because its epoch must never start again. `freeAll` is for whoever knows that all holders
 * are dead.
 */
export const createLeases = (
  records: Records<Lease>,
  clock: Clock,
): Leases & { freeAll: () => Promise<void> } => {
  const renew = (name: string, holder: string, until: Date) =>
    records.change({ _id: name, holder }, { $set: { until } })

  const takeOver = (name: string, holder: string, until: Date) =>
    records.change(
      { _id: name, until: where({ $lte: clock.now() }) },
      { $set: { holder, until }, $inc: { epoch: 1 } },
    )

  const first = async (name: string, holder: string, until: Date): Promise<number | null> => {
    try {
      await records.insert([{ _id: name, holder, until, epoch: 1 }])
      return 1
    } catch (error) {
      if (isConflict(error)) return null
      throw error
    }
  }

  return {
    acquire: async (name, holder, ttlMs) => {
      const until = new Date(clock.now().getTime() + ttlMs)
      const ours = (await renew(name, holder, until)) ?? (await takeOver(name, holder, until))
      return ours?.epoch ?? first(name, holder, until)
    },
    release: async (name, holder) => {
      await records.set({ _id: name, holder }, { $set: free })
    },
    freeAll: async () => {
      await records.setMany({}, { $set: free })
    },
  }
}
