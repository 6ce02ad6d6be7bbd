import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Binary, MongoClient, type Document } from 'mongodb'
import { bodySection, exchangeWith, message } from './support/raw-client.js'
import { startServer, type TestServer } from './support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer({ auth: true })
})
afterAll(() => server.stop())

/** On a connection of its own, which nobody has logged in on. */
const send = (command: Document): Promise<Document | undefined> => {
  const $db: unknown = command['$db'] ?? 'admin'
  // the first field is the command
  return exchangeWith(server.uri, message({ sections: [bodySection({ ...command, $db })] }))
}

const saslStart = (mechanism: string, payload: string): Document => ({
  saslStart: 1,
  mechanism,
  payload: new Binary(Buffer.from(payload)),
})
const failed = { ok: 0, code: 18, codeName: 'AuthenticationFailed' }
const noSession = { ok: 0, code: 17, codeName: 'ProtocolError' }
const required = (name: string): Document => ({
  ok: 0,
  code: 13,
  codeName: 'Unauthorized',
  errmsg: `Command ${name} requires authentication`,
})

describe('a login (manual: core/security-scram)', () => {
  it.each<[string, Document, Document]>([
    ['hello needs none', { hello: 1 }, { ok: 1, isWritablePrimary: true }],
    ['ping needs none', { ping: 1 }, { ok: 1 }],
    ['a find needs one', { find: 't', $db: 'a' }, required('find')],
    ['an insert needs one', { insert: 't', documents: [{}], $db: 'a' }, required('insert')],
    ['the list of databases needs one', { listDatabases: 1 }, required('listDatabases')],
    ['no other mechanism', saslStart('SCRAM-SHA-1', 'n,,n=x,r=y'), failed],
    ['no other user', saslStart('SCRAM-SHA-256', 'n,,n=nobody,r=y'), failed],
    ['no rubbish', saslStart('SCRAM-SHA-256', 'rubbish'), failed],
    ['no end without a beginning', { saslContinue: 1, payload: new Binary() }, noSession],
  ])('%s', async (_what, command, reply) => {
    expect(await send(command)).toMatchObject(reply)
  })

  it('is refused with another password', async () => {
    const uri = new URL(server.uri)
    uri.password = 'another'
    const client = new MongoClient(uri.href, { serverSelectionTimeoutMS: 2000 })
    await expect(client.connect()).rejects.toMatchObject({
      code: 18,
      codeName: 'AuthenticationFailed',
    })
    await client.close()
  })

  it('holds on its connection until the logout', async () => {
    const client = await new MongoClient(server.uri, {
      maxPoolSize: 1,
      retryReads: false,
    }).connect()
    const items = client.db('a').collection('t')
    expect(await items.findOne()).toBeNull()
    expect(await client.db('admin').command({ logout: 1 })).toMatchObject({ ok: 1 })
    await expect(items.findOne()).rejects.toMatchObject({ code: 13, codeName: 'Unauthorized' })
    await client.close()
  })
})
