import { once } from 'node:events'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { MongoClient, type Collection } from 'mongodb'
import { startEmbeddedMongodb } from '../src/index.js'
import { run, serve, type Served } from './support/command.js'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'embedded-maintenance-'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

const serving = (options?: { maxFileBlocks: number }): Promise<Served> =>
  serve(['--data', directory, '--port', '0'], options)

describe('embedded-mongodb backup', () => {
  it('copies while a server runs, and a server on the copy has it all', async () => {
    const { child, uri } = await serving()
    const client = await new MongoClient(uri).connect()
    await client
      .db('x')
      .collection('t')
      .insertMany([{ a: 1 }, { a: 2 }])
    const copy = join(directory, 'copy')
    expect((await run('backup', '--data', directory, '--to', copy, '--compact')).code).toBe(0)
    expect((await run('check', '--data', copy)).code).toBe(0)
    await client.close()
    child.kill('SIGTERM')
    await once(child, 'exit')
    const restored = await startEmbeddedMongodb({ dataDirectory: copy })
    const reader = await new MongoClient(restored.uri).connect()
    expect(await reader.db('x').collection('t').countDocuments()).toBe(2)
    await reader.close()
    await restored.stop()
  })
})

describe('embedded-mongodb compact', () => {
  it('makes the file smaller and keeps everything, but not under a running server', async () => {
    const served = await serving()
    const client = await new MongoClient(served.uri).connect()
    const items = client.db('x').collection<{ _id: number; text: string }>('t')
    const text = 'x'.repeat(2000)
    await items.insertMany(Array.from({ length: 3000 }, (_, _id) => ({ _id, text })))
    await items.deleteMany({ _id: { $gte: 10 } })
    expect(await run('compact', '--data', directory)).toMatchObject({
      code: 1,
      lines: [`The data directory ${directory} is in use by process ${served.child.pid}.`],
    })
    await client.close()
    await served.stop()
    const before = (await stat(join(directory, 'data.mdb'))).size
    expect(await run('compact', '--data', directory)).toMatchObject({ code: 0, lines: [] })
    expect((await stat(join(directory, 'data.mdb'))).size).toBeLessThan(before / 10)
    expect((await readdir(directory)).filter((name) => name.includes('compact'))).toEqual([])
    expect(await run('check', '--data', directory)).toMatchObject({ code: 0 })
    const again = await startEmbeddedMongodb({ dataDirectory: directory })
    const reader = await new MongoClient(again.uri).connect()
    expect(await reader.db('x').collection('t').countDocuments({ text })).toBe(10)
    await reader.close()
    await again.stop()
  })

  it('refuses a directory that is none of its own', async () => {
    expect(await run('compact', '--data', directory)).toMatchObject({
      code: 1,
      lines: [`The directory ${directory} holds no embedded-mongodb data.`],
    })
  })
})

describe('a full disk', () => {
  const fill = async (items: Collection<{ _id: number; text: string }>): Promise<number> => {
    const text = 'x'.repeat(10_000)
    for (let _id = 0; ; _id++) {
      try {
        await items.insertOne({ _id, text })
      } catch (error) {
        expect(error).toMatchObject({ code: 14031, codeName: 'OutOfDiskSpace' })
        return _id
      }
    }
  }

  it('answers writes with an error, keeps what was there and lets one delete', async () => {
    const served = await serving({ maxFileBlocks: 4096 })
    const client = await new MongoClient(served.uri, { retryWrites: false }).connect()
    const items = client.db('x').collection<{ _id: number; text: string }>('t')
    const stored = await fill(items)
    expect(stored).toBeGreaterThan(50)
    expect(await items.countDocuments({ text: /^x/ })).toBe(stored)
    expect(await items.deleteOne({ _id: 0 })).toMatchObject({ deletedCount: 1 })
    await client.close()
    await served.stop()
    expect(await run('check', '--data', directory)).toMatchObject({ code: 0 })
    const roomy = await serving()
    const again = await new MongoClient(roomy.uri).connect()
    const same = again.db('x').collection<{ _id: number; text: string }>('t')
    expect(await same.countDocuments({ text: /^x/ })).toBe(stored - 1)
    await same.insertOne({ _id: -1, text: 'there is room again' })
    await again.close()
    await roomy.stop()
  })
})
