import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import mongoose, { type Connection } from 'mongoose'
import { startTicketClocks } from '../../src/store/mongo/migrate-ticket-clocks.js'
import { testDatabase, type TestDatabase } from '../support/database.js'
import { aTicket, at } from '../support/records.js'

let database: TestDatabase
let connection: Connection
beforeAll(async () => {
  database = await testDatabase()
  connection = await mongoose
    .createConnection(database.uri, { dbName: database.database })
    .asPromise()
})
afterAll(async () => {
  await connection.close()
  await database.dropAndClose()
})

describe('startTicketClocks', () => {
  it('gives waiting tickets of an earlier version the clock that their due time promised', async () => {
    const { tickets } = database.store
    const [waiting, told, contacted, closed] = [
      aTicket(),
      aTicket({ escalatedAt: at('18:30:00') }),
      aTicket({ firstContactAt: at('13:00:00') }),
      aTicket({ status: 'closed' }),
    ]
    for (const ticket of [waiting, told, contacted, closed]) await tickets.insert(ticket)
    await startTicketClocks(connection)
    await startTicketClocks(connection)
    expect(await tickets.byId(waiting.id)).toMatchObject({
      alarmAt: at('15:00:00'),
      clocks: [{ kind: 'first-contact', dueAt: at('18:00:00'), warned: 0, stoppedAt: null }],
    })
    expect(await tickets.byId(told.id)).toMatchObject({ alarmAt: null, clocks: [{ warned: 100 }] })
    for (const { id } of [contacted, closed]) {
      expect(await tickets.byId(id)).toMatchObject({ alarmAt: null, clocks: [] })
    }
    expect((await tickets.alarmDue(at('15:00:00'), 9)).map(({ id }) => id)).toEqual([waiting.id])
  })
})
