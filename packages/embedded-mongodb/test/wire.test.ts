import type { Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { BSON, type Document } from 'bson'
import fc from 'fast-check'
import {
  bodySection,
  exchangeWith,
  message,
  openSocket,
  sequenceSection,
} from './support/raw-client.js'
import { startServer, type TestServer } from './support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const open = (): Promise<Socket> => openSocket(server.uri)
const exchange = (bytes: Buffer): Promise<Document | undefined> => exchangeWith(server.uri, bytes)

const ping = { ping: 1, $db: 'admin' }

describe('wire protocol (manual: reference/mongodb-wire-protocol)', () => {
  it('answers OP_MSG, also with a checksum', async () => {
    expect(await exchange(message({ sections: [bodySection(ping)] }))).toMatchObject({ ok: 1 })
    expect(
      await exchange(message({ sections: [bodySection(ping)], checksum: true })),
    ).toMatchObject({ ok: 1 })
  })

  it('puts document sequences into the body, before it or after it', async () => {
    const documents = sequenceSection('documents', [{ _id: 1 }, { _id: 2 }])
    const database = server.database()
    const body = bodySection({ insert: 'sequences', $db: database.databaseName })
    expect(await exchange(message({ sections: [documents, body] }))).toMatchObject({ n: 2, ok: 1 })
    const more = sequenceSection('documents', [{ _id: 3 }])
    expect(await exchange(message({ sections: [body, more] }))).toMatchObject({ n: 1, ok: 1 })
  })

  it('answers a message that comes byte by byte', async () => {
    const socket = await open()
    socket.setNoDelay(true)
    const bytes = message({ sections: [bodySection(ping)] })
    for (const byte of bytes) socket.write(Buffer.from([byte]))
    const first = await new Promise<Buffer>((resolve) => {
      socket.once('data', (chunk: Buffer) => {
        resolve(chunk)
      })
    })
    expect(BSON.deserialize(first.subarray(21))).toMatchObject({ ok: 1 })
    socket.destroy()
  })

  it.each([
    ['an unknown operation', message({ operation: 2001, sections: [bodySection(ping)] })],
    ['unknown required flags', message({ flags: 4, sections: [bodySection(ping)] })],
    ['no body', message({ sections: [sequenceSection('documents', [{}])] })],
    ['two bodies', message({ sections: [bodySection(ping), bodySection(ping)] })],
    ['an unknown kind of section', message({ sections: [Buffer.from([9, 0, 0, 0, 0, 0])] })],
  ])('answers %s with a ProtocolError and closes', async (_, bytes) => {
    expect(await exchange(bytes)).toMatchObject({ ok: 0, codeName: 'ProtocolError' })
  })

  it('closes on a length that cannot be', async () => {
    const bytes = Buffer.alloc(16)
    bytes.writeInt32LE(48_000_001, 0)
    expect(await exchange(bytes)).toBeUndefined()
  })

  it('stays up whatever bytes come', async () => {
    const mutated = fc
      .tuple(
        fc.constantFrom(
          message({ sections: [bodySection({ find: 't', filter: { a: { $gt: 1 } }, $db: 'x' })] }),
          message({
            sections: [
              bodySection({ insert: 't', $db: 'x' }),
              sequenceSection('documents', [{ a: [1, { b: 'c' }] }]),
            ],
          }),
          message({
            sections: [
              bodySection({
                aggregate: 't',
                pipeline: [{ $group: { _id: '$a' } }],
                cursor: {},
                $db: 'x',
              }),
            ],
          }),
        ),
        fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { minLength: 1, maxLength: 6 }),
      )
      .map(([bytes, changes]) => {
        const copy = Buffer.from(bytes)
        // the length stays right, so that the rest is looked at
        for (const [at, value] of changes)
          if (at >= 4) copy[at % copy.length < 4 ? 4 : at % copy.length] = value
        return copy
      })
    const rubbish = fc.oneof(
      mutated,
      fc.uint8Array({ minLength: 1, maxLength: 100 }).map((bytes) => Buffer.from(bytes)),
    )
    await fc.assert(
      fc.asyncProperty(rubbish, async (bytes) => {
        const socket = await open()
        socket.on('error', () => undefined)
        socket.end(bytes)
        socket.resume()
        await new Promise((resolve) => socket.on('close', resolve))
        expect(await server.client.db('admin').command({ ping: 1 })).toMatchObject({ ok: 1 })
      }),
      { numRuns: 300 },
    )
  })

  it('answers any document as a command with a reply or a MongoDB error', async () => {
    const commands = [
      'find',
      'insert',
      'update',
      'delete',
      'aggregate',
      'findAndModify',
      'createIndexes',
      'count',
      'distinct',
      'getMore',
      'killCursors',
      'explain',
      'commitTransaction',
      'bulkWrite',
      'dropIndexes',
      'collMod',
      'renameCollection',
      'listCollections',
    ]
    const names = fc.constantFrom(
      'filter',
      'q',
      'u',
      'updates',
      'deletes',
      'documents',
      'pipeline',
      'cursor',
      'indexes',
      'query',
      'update',
      'remove',
      'key',
      'sort',
      'limit',
      'hint',
      'lsid',
      'txnNumber',
      'autocommit',
      'startTransaction',
      'collection',
      'cursors',
      'ops',
      'nsInfo',
      'index',
      'to',
      'explain',
      'let',
      'projection',
      'batchSize',
      '$gt',
      '$match',
      '$group',
      '_id',
      '$and',
      '$or',
    )
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom<unknown>(null, 1, -1, 0, 1.5, true, 't', '$a', '$$ROOT'),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(names, tie('value'), { maxKeys: 3 }),
      ),
    }))
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...commands),
        value,
        fc.dictionary(names, value, { maxKeys: 5 }),
        async (command, argument, rest) => {
          const reply = await exchange(
            message({ sections: [bodySection({ [command]: argument, ...rest, $db: 'fuzz' })] }),
          )
          if (reply?.['ok'] !== 1)
            expect(reply).toMatchObject({
              ok: 0,
              code: expect.any(Number),
              codeName: expect.not.stringMatching(/^InternalError$/),
            })
        },
      ),
      { numRuns: 600 },
    )
  })
})
