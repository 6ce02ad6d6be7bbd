import { setTimeout as delay } from 'node:timers/promises'
import type { Connection } from 'mongoose'
import type { Clock } from '../../lib/clock.js'
import type { Leases } from '../../lib/lease.js'
import { startTicketClocks } from './migrate-ticket-clocks.js'
import { fillTicketSearch } from './migrate-ticket-search.js'

/** A step forwards. It must be safe to run again, because a crash may come before it is recorded. */
export type Migration = {
  version: number
  name: string
  run: (connection: Connection) => Promise<void>
}

type Ran = { _id: number; name: string; at: Date }

/** In ascending order; a step that was released is never changed, only followed by another. */
export const migrations: readonly Migration[] = [
  { version: 1, name: 'first schema', run: () => Promise.resolve() },
  { version: 2, name: 'tickets are searched by their customer', run: fillTicketSearch },
  { version: 3, name: 'tickets owe their first contact', run: startTicketClocks },
]

type Options = {
  migrations: readonly Migration[]
  leases: Leases
  clock: Clock
  holder: string
}

const lease = { name: 'migrations', ttlMs: 10 * 60_000, waitMs: 200 }

/**
 * Runs what has not run, in order, one process at a time, and records it.
 * @returns the names of the steps that ran.
 * @throws Error when the database was written by a newer version of the product.
 */
export const migrate = async (
  connection: Connection,
  { migrations: steps, leases, clock, holder }: Options,
): Promise<string[]> => {
  const record = connection.collection<Ran>('migrations')
  const newest = steps.at(-1)?.version ?? 0
  const current = async (): Promise<number> =>
    (await record.findOne({}, { sort: { _id: -1 } }))?._id ?? 0

  const before = await current()
  if (before > newest) throw newer(before, newest)
  if (before === newest) return []

  while ((await leases.acquire(lease.name, holder, lease.ttlMs)) === null) await delay(lease.waitMs)
  try {
    const names: string[] = []
    const from = await current()
    for (const { version, name, run } of steps.filter((step) => step.version > from)) {
      await run(connection)
      await record.insertOne({ _id: version, name, at: clock.now() })
      names.push(name)
    }
    return names
  } finally {
    await leases.release(lease.name, holder)
  }
}

const newer = (found: number, known: number): Error =>
  new Error(
    `The database has schema version ${found}, this program knows versions up to ${known}: it was last used by a newer ` +
      'version. Start that version, or restore a backup made before it.',
  )
