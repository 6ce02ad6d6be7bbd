import { expect } from '@jest/globals'
import type { Db, MongoClient } from 'mongodb'

/** What the client was told; the database must know at least this, and at most what was still under way. */
export type Ledger = {
  inserted: Set<string>
  /** Acknowledged increments of each counter. */
  counted: Map<number, number>
  transfers: number
}

type Item = { _id: string; owner: number; tags: string[] }
type Account = { _id: number; balance: number; n: number }

const accounts = 8
const startingBalance = 1000
const writers = 6

const until = async (stopped: () => boolean, act: () => Promise<void>): Promise<void> => {
  while (!stopped()) {
    try {
      await act()
    } catch {
      // a conflict between transfers, or the server is gone, which `stopped` will say
      if (stopped()) return
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
}

const prepare = async (database: Db): Promise<void> => {
  await database.collection('items').createIndex({ owner: 1, tags: 1 })
  await database.collection('items').createIndex({ tags: 1, _id: -1 }, { unique: true })
  const all = Array.from({ length: accounts }, (_, _id) => ({
    _id,
    balance: startingBalance,
    n: 0,
  }))
  await database
    .collection<Account>('accounts')
    .insertMany(all, { ordered: false })
    .catch(() => undefined)
}

const insert = async (database: Db, ledger: Ledger, name: string): Promise<void> => {
  await database
    .collection<Item>('items')
    .insertOne({ _id: name, owner: name.length, tags: ['a', name] })
  ledger.inserted.add(name)
}

const count = async (database: Db, ledger: Ledger, _id: number): Promise<void> => {
  await database.collection<Account>('accounts').updateOne({ _id }, { $inc: { n: 1 } })
  ledger.counted.set(_id, (ledger.counted.get(_id) ?? 0) + 1)
}

const transfer = async (database: Db, client: MongoClient, step: number): Promise<void> => {
  const session = client.startSession()
  const all = database.collection<Account>('accounts')
  try {
    session.startTransaction()
    await all.updateOne({ _id: step % accounts }, { $inc: { balance: -1 } }, { session })
    await all.updateOne({ _id: (step * 3 + 1) % accounts }, { $inc: { balance: 1 } }, { session })
    await session.commitTransaction()
  } finally {
    await session.endSession()
  }
}

/** Writers of all kinds at work until the server is killed after a number of acknowledged inserts that differs each round. */
export const crashRound = async (
  database: Db,
  ledger: Ledger,
  { round, kill }: { round: number; kill: () => void },
): Promise<void> => {
  await prepare(database)
  let dead = false
  let step = 0
  const killAfter = ledger.inserted.size + 5 + ((round * 37) % 120)
  const stopped = (): boolean => {
    if (!dead && ledger.inserted.size >= killAfter) {
      dead = true
      kill()
    }
    return dead
  }
  const client = database.client
  await Promise.all([
    ...Array.from({ length: writers }, (_, i) =>
      until(stopped, () => insert(database, ledger, `${round}-${i}-${step++}`)),
    ),
    ...Array.from({ length: 2 }, (_, i) => until(stopped, () => count(database, ledger, i))),
    ...Array.from({ length: 2 }, (_, i) =>
      until(stopped, () => transfer(database, client, step++ + i)),
    ),
  ])
}

export const verify = async (database: Db, ledger: Ledger): Promise<void> => {
  const found = new Set(
    (await database.collection<Item>('items').find().toArray()).map((item) => item._id),
  )
  expect([...ledger.inserted].filter((name) => !found.has(name))).toEqual([])
  const all = await database.collection<Account>('accounts').find().toArray()
  for (const account of all)
    expect(account.n).toBeGreaterThanOrEqual(ledger.counted.get(account._id) ?? 0)
  // nobody can say whether what was under way at the kill took place; from here on it counts
  for (const account of all) ledger.counted.set(account._id, account.n)
  if (all.length > 0)
    expect(all.reduce((sum, account) => sum + account.balance, 0)).toBe(accounts * startingBalance)
}
