import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { MongoServerError, type ClientSession, type Collection } from 'mongodb'
import { createModel, type Model, type Outcome, type Step } from './support/snapshot-model.js'
import { startServer, type TestServer } from './support/start-server.js'

type Item = { _id: number; n: number }

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const ids = [0, 1, 2]
const outside = 3

const step = fc.record<Step>({
  actor: fc.integer({ min: 0, max: outside }),
  verb: fc.constantFrom('read', 'read', 'add', 'add', 'insert', 'remove', 'commit', 'abort'),
  id: fc.integer({ min: 0, max: 3 }),
})

const attempt = async (work: () => Promise<Outcome>): Promise<Outcome> => {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof MongoServerError)) throw error
    if (error.code === 11000) return 'duplicate'
    expect(error).toMatchObject({ code: 112, codeName: 'WriteConflict' })
    expect(error.hasErrorLabel('TransientTransactionError')).toBe(true)
    return 'conflict'
  }
}

const act = async (
  items: Collection<Item>,
  session: ClientSession,
  { verb, id }: Step,
): Promise<Outcome> => {
  if (verb === 'read') return (await items.findOne({ _id: id }, { session }))?.n ?? null
  if (verb === 'add') await items.updateOne({ _id: id }, { $inc: { n: 1 } }, { session })
  else if (verb === 'insert') await items.insertOne({ _id: id, n: 0 }, { session })
  else if (verb === 'remove') await items.deleteOne({ _id: id }, { session })
  else if (verb === 'commit') await session.commitTransaction()
  else await session.abortTransaction()
  return 'done'
}

/** One step on the server and on the model. A commit or an abort of nothing is left out, and so is a write that would wait. */
const compare = async (
  items: Collection<Item>,
  sessions: readonly ClientSession[],
  { model, next }: { model: Model; next: Step },
): Promise<void> => {
  const session = sessions[next.actor]
  if (!session) {
    if (model.isTaken(next.id)) return
    model.addOutside(next.id)
    await items.updateOne({ _id: next.id }, { $inc: { n: 1 } })
    return
  }
  const ends = next.verb === 'commit' || next.verb === 'abort'
  if (!model.isOpen(next.actor)) {
    if (ends) return
    session.startTransaction()
  }
  const wanted = model.step(next)
  expect(await attempt(() => act(items, session, next))).toEqual(wanted)
  if (wanted === 'conflict' || wanted === 'duplicate') await session.abortTransaction()
}

describe('transactions side by side', () => {
  it('read, write, conflict and end as the model of snapshot isolation says', async () => {
    const conflicts = { seen: 0 }
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 40, size: 'max' }),
        async (steps) => {
          const items = server.database().collection<Item>('items')
          await items.insertMany(ids.map((_id) => ({ _id, n: 0 })))
          const model = createModel(ids)
          const sessions = ids.map(() => server.client.startSession())
          for (const next of steps) {
            const before = model.isOpen(next.actor)
            await compare(items, sessions, { model, next })
            if (before && !model.isOpen(next.actor) && next.verb === 'add') conflicts.seen++
          }
          for (const session of sessions) await session.endSession()
          const found = await items.find().toArray()
          expect(new Map(found.map(({ _id, n }) => [_id, n]))).toEqual(model.committed())
        },
      ),
      { numRuns: 60 },
    )
    // a run that never met a conflict would have compared nothing of interest
    expect(conflicts.seen).toBeGreaterThan(0)
  })
})
