import { join } from 'node:path'
import { readConnectionFile } from 'embedded-mongodb'
import mongoose from 'mongoose'

const hourMs = 3_600_000

type Clock = Record<'startedAt' | 'runningFrom' | 'dueAt', Date>

/** As if so many more hours had gone by since the ticket was opened: the server of the browser tests has no clock of its own. */
export const letHoursPass = async (
  dataDirectory: string,
  ticket: { id: string },
  hours: number,
): Promise<void> => {
  const database = await readConnectionFile(join(dataDirectory, 'mongodb'))
  const connection = await mongoose
    .createConnection(database?.uri ?? '', { dbName: 'fideliza' })
    .asPromise()
  const earlier = (at: Date): Date => new Date(at.getTime() - hours * hourMs)
  const tickets = connection.collection<{ _id: string; clocks: Clock[]; dueAt: Date }>('tickets')
  const stored = await tickets.findOne({ _id: ticket.id })
  await tickets.updateOne(
    { _id: ticket.id },
    {
      $set: {
        alarmAt: new Date(),
        dueAt: earlier(stored?.dueAt ?? new Date()),
        clocks: (stored?.clocks ?? []).map((clock) => ({
          ...clock,
          startedAt: earlier(clock.startedAt),
          runningFrom: earlier(clock.runningFrom),
          dueAt: earlier(clock.dueAt),
        })),
      },
      $inc: { version: 1 },
    },
  )
  await connection.close()
}
