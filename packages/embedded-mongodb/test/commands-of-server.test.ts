import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Binary, Long, UUID, type Document } from 'mongodb'
import { bodySection, exchangeWith, message } from './support/raw-client.js'
import { failure, lastReply, replyTo, type Row } from './support/replies.js'
import { startServer, type TestServer } from './support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const anything: unknown = expect.anything()

describe('commands about the server', () => {
  const invalid = (errmsg: string): Document => failure(72, 'InvalidOptions', errmsg)
  const admin: Row[] = [
    ['reference/command/ping', 'answers', [{ ping: 1 }], { ok: 1 }],
    [
      'reference/command/hello',
      'tells the limits',
      [{ hello: 1 }],
      expect.objectContaining({
        isWritablePrimary: true,
        maxBsonObjectSize: 16777216,
        maxMessageSizeBytes: 48000000,
        maxWriteBatchSize: 100000,
        logicalSessionTimeoutMinutes: 30,
        readOnly: false,
        ok: 1,
      }),
    ],
    [
      'reference/command/isMaster',
      'answers the older name',
      [{ isMaster: 1 }],
      expect.objectContaining({ ismaster: true, ok: 1 }),
    ],
    [
      'reference/command/buildInfo',
      'tells the version that is imitated',
      [{ buildInfo: 1 }],
      expect.objectContaining({ version: '8.0.0', versionArray: [8, 0, 0, 0], ok: 1 }),
    ],
    [
      'reference/command/buildInfo',
      'tells it under its older name too',
      [{ buildinfo: 1 }],
      expect.objectContaining({ version: '8.0.0', ok: 1 }),
    ],
    [
      'reference/command/whatsmyuri',
      'tells where the client is',
      [{ whatsmyuri: 1 }],
      { you: expect.stringMatching(/^127\.0\.0\.1:\d+$/) as unknown, ok: 1 },
    ],
    [
      'reference/command/hostInfo',
      'describes the machine',
      [{ hostInfo: 1 }],
      { system: anything, os: anything, ok: 1 },
    ],
    [
      'reference/command/serverStatus',
      'tells the version',
      [{ serverStatus: 1 }],
      expect.objectContaining({ version: '8.0.0', ok: 1 }),
    ],
    [
      'reference/command/connectionStatus',
      'knows no users without a login',
      [{ connectionStatus: 1 }],
      { authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] }, ok: 1 },
    ],
    [
      'reference/command/getParameter',
      'tells the feature version',
      [{ getParameter: 1, featureCompatibilityVersion: 1 }],
      { featureCompatibilityVersion: { version: '8.0' }, ok: 1 },
    ],
    [
      'reference/command/getParameter',
      'refuses what it does not know',
      [{ getParameter: 1, nonsense: 1 }],
      invalid('no option found to get'),
    ],
    [
      'reference/command/getLog',
      'names the logs',
      [{ getLog: '*' }],
      { names: ['global', 'startupWarnings'], ok: 1 },
    ],
    [
      'reference/command/getLog',
      'has nothing in them',
      [{ getLog: 'startupWarnings' }],
      { totalLinesWritten: 0, log: [], ok: 1 },
    ],
    [
      'reference/command/getLog',
      'refuses what it does not know',
      [{ getLog: 'nonsense' }],
      failure(96, 'OperationFailed', 'no RecentEntries named: nonsense'),
    ],
    [
      'reference/command/replSetGetStatus',
      'has one member',
      [{ replSetGetStatus: 1 }],
      expect.objectContaining({ set: 'embedded', myState: 1, ok: 1 }),
    ],
    [
      'reference/command/startSession',
      'gives an id',
      [{ startSession: 1 }],
      { id: { id: expect.any(UUID) as unknown }, timeoutMinutes: 30, ok: 1 },
    ],
    [
      'reference/command/endSessions',
      'accepts sessions that nobody knows',
      [{ endSessions: [{ id: new Binary(Buffer.alloc(16), 4) }] }],
      { ok: 1 },
    ],
    [
      'reference/command/endSessions',
      'refuses anything but a list',
      [{ endSessions: 1 }],
      failure(
        14,
        'TypeMismatch',
        "BSON field 'endSessions.endSessions' is the wrong type 'int', expected type 'array'",
      ),
    ],
    ['reference/command/refreshSessions', 'accepts', [{ refreshSessions: [] }], { ok: 1 }],
    [
      'core/transactions',
      'refuses a number for a command that cannot be retried',
      [{ count: 'c', txnNumber: Long.ONE }],
      failure(
        50768,
        'NotARetryableWriteCommand',
        'txnNumber may only be provided for multi-document transactions and retryable write commands. autocommit:false was not provided, and count is not a retryable write command.',
      ),
    ],
    [
      'core/transactions',
      'refuses autocommit without a number',
      [{ find: 'c', autocommit: false }],
      invalid("'autocommit' field requires a transaction number to also be specified"),
    ],
    [
      'core/transactions',
      'refuses autocommit: true',
      [{ find: 'c', txnNumber: Long.ONE, autocommit: true }],
      invalid('Specifying autocommit=true is not allowed.'),
    ],
    [
      'core/transactions',
      'refuses a start without autocommit',
      [{ find: 'c', txnNumber: Long.ONE, startTransaction: true }],
      invalid("'startTransaction' field requires 'autocommit' field to also be specified"),
    ],
    [
      'reference/command',
      'refuses what it does not know',
      [{ nonsense: 1 }],
      failure(59, 'CommandNotFound', "no such command: 'nonsense'"),
    ],
  ]
  it.each(admin)('%s: %s', async (_page, _shows, commands, expected) => {
    expect(await lastReply(server.client.db('admin'), commands)).toEqual(expected)
  })

  it.each(['listDatabases', 'getParameter', 'getLog', 'replSetGetStatus', 'commitTransaction'])(
    'refuses %s outside of admin',
    async (name) => {
      expect(await replyTo(server.database(), { [name]: 1 })).toEqual(
        failure(13, 'Unauthorized', `${name} may only be run against the admin database.`),
      )
    },
  )

  it('lists databases by a filter (manual: reference/command/listDatabases)', async () => {
    const database = server.database()
    await replyTo(database, { create: 'c' })
    const name = database.databaseName
    const command = { listDatabases: 1, filter: { name }, nameOnly: true }
    expect(await replyTo(server.client.db('admin'), command)).toMatchObject({
      databases: [{ name }],
      ok: 1,
    })
    await replyTo(database, { dropDatabase: 1 })
    expect(await replyTo(server.client.db('admin'), command)).toMatchObject({ databases: [] })
  })

  it.each<[string, string, Document, Document]>([
    [
      'reference/mongodb-wire-protocol',
      'refuses a message without a database',
      { count: 'c' },
      failure(40571, 'Location40571', 'OP_MSG requests require a $db argument'),
    ],
    [
      'reference/command/commitTransaction',
      'refuses outside a transaction',
      { commitTransaction: 1, $db: 'admin' },
      failure(125, 'CommandFailed', 'commitTransaction must be run within a transaction'),
    ],
    [
      'reference/command/abortTransaction',
      'refuses outside a transaction',
      { abortTransaction: 1, $db: 'admin' },
      failure(125, 'CommandFailed', 'abortTransaction must be run within a transaction'),
    ],
  ])('%s: %s (which no driver sends)', async (_page, _shows, command, expected) => {
    const reply = await exchangeWith(server.uri, message({ sections: [bodySection(command)] }))
    expect(reply).toMatchObject(expected)
  })
})
