import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Long, MongoClient, UUID, type Document } from 'mongodb'
import { checkDirectory } from '../src/server/maintenance.js'
import { serve } from './support/command.js'
import { exchangeWith, bodySection, message } from './support/raw-client.js'

const rounds = 4
const size = 4000

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'embedded-batch-crash-'))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

const args = (): string[] => ['--data', directory, '--port', '0', '--no-auth']

const sendBatch = (uri: string, round: number): Promise<Document | undefined> => {
  const documents = Array.from({ length: size }, (_, i) => ({ _id: round * size + i, round }))
  const lsid = { id: new UUID('00000000-0000-4000-8000-000000000003') }
  const txnNumber = Long.fromNumber(round + 1)
  const command = { insert: 't', documents, lsid, txnNumber, $db: 'batches' }
  return exchangeWith(uri, message({ sections: [bodySection(command)] }))
}

const countOf = async (uri: string): Promise<number> => {
  const client = await new MongoClient(uri).connect()
  const count = await client.db('batches').collection('t').countDocuments()
  await client.close()
  return count
}

describe('a batch of many statements (manual: core/retryable-writes)', () => {
  it('takes effect once when it is sent again after a kill in its middle', async () => {
    let interrupted = 0
    for (let round = 0; round < rounds; round++) {
      const { child, uri } = await serve(args())
      const client = await new MongoClient(uri).connect()
      const items = client.db('batches').collection('t')
      const unanswered = sendBatch(uri, round).catch(() => undefined)
      // some of its slices are on the disk, at another point in each round
      const enough = round * size + (round * 900 + 1)
      while ((await items.countDocuments()) < enough);
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await Promise.all([ended, unanswered, client.close(true)])

      const again = await serve(args())
      const before = (await countOf(again.uri)) - round * size
      expect(before).toBeGreaterThan(round * 900)
      if (before < size) interrupted++
      expect(await sendBatch(again.uri, round)).toMatchObject({ n: size, ok: 1 })
      expect(await sendBatch(again.uri, round)).toMatchObject({ n: size, ok: 1 })
      expect(await countOf(again.uri)).toBe((round + 1) * size)
      await again.stop()
      expect((await checkDirectory(directory)).problems).toEqual([])
    }
    expect(interrupted).toBeGreaterThan(0)
  })
})
