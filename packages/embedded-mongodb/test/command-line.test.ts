import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { MongoClient } from 'mongodb'
import { readConnectionFile, spawnEmbeddedMongodb, startEmbeddedMongodb } from '../src/index.js'

const program = fileURLToPath(new URL('../bin/embedded-mongodb.js', import.meta.url))

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'embedded-cli-'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

const run = async (...args: string[]): Promise<{ code: number; lines: string[] }> => {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
  const lines: string[] = []
  createInterface(child.stderr).on('line', (line) => lines.push(line))
  const [code] = (await once(child, 'close')) as [number]
  return { code, lines: lines.filter((line) => !line.startsWith('buil')) }
}

const serve = async (): Promise<{ child: ChildProcess; uri: string }> => {
  const child = spawn(process.execPath, [program, '--data', directory, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface(child.stdout)) {
    if (line.startsWith('ready ')) return { child, uri: line.slice('ready '.length) }
  }
  throw new Error('the server did not start')
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('embedded-mongodb', () => {
  it('serves until SIGTERM under the URI that it prints', async () => {
    const { child, uri } = await serve()
    const client = await new MongoClient(uri).connect()
    await client.db('x').collection('t').insertOne({ a: 1 })
    expect(await readConnectionFile(directory)).toEqual({ uri, pid: child.pid })
    expect((await stat(join(directory, 'connection.json'))).mode & 0o777).toBe(0o600)
    expect((await stat(join(directory, 'credentials.json'))).mode & 0o777).toBe(0o600)
    const stranger = new MongoClient(uri.replace(/:[0-9a-f]{20,}@/, ':wrong@'))
    await expect(stranger.connect()).rejects.toMatchObject({ code: 18 })
    const nobody = new MongoClient(uri.replace(/\/\/.*@/, '//').replace(/&auth.*/, ''))
    await expect(nobody.db('x').collection('t').findOne()).rejects.toMatchObject({
      code: 13,
      codeName: 'Unauthorized',
    })
    await Promise.all([client.close(), stranger.close(), nobody.close()])
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(await readConnectionFile(directory)).toBeNull()
  })

  it('says in one line who holds the directory or the port', async () => {
    const { child, uri } = await serve()
    expect(await run('--data', directory, '--port', '0')).toEqual({
      code: 1,
      lines: [`The data directory ${directory} is in use by process ${child.pid}.`],
    })
    const other = join(directory, '..', `${Date.now()}-other`)
    const port = new URL(uri).port
    expect(await run('--data', other, '--port', port)).toEqual({
      code: 1,
      lines: [`The port ${port} is in use.`],
    })
    await rm(other, { recursive: true, force: true })
    child.kill('SIGTERM')
    await once(child, 'exit')
  })

  it.each([
    ['an unknown flag', ['--dta', 'x'], 2],
    ['no directory', [], 2],
    ['a port that is none', ['--data', 'x', '--port', 'many'], 2],
    ['an unknown command', ['destroy', '--data', 'x'], 2],
    ['a host that is not this machine', ['--data', 'x', '--host', '0.0.0.0'], 1],
  ])('refuses %s in one line', async (_name, args, code) => {
    const result = await run(...args)
    expect(result).toMatchObject({ code })
    expect(result.lines).toHaveLength(1)
  })

  it('refuses a directory that holds something else', async () => {
    await writeFile(join(directory, 'letters.txt'), 'mine')
    expect(await run('--data', directory, '--port', '0')).toEqual({
      code: 1,
      lines: [`The directory ${directory} is not empty and holds no embedded-mongodb data.`],
    })
  })

  it('copies while a server runs, and a server on the copy has it all', async () => {
    const { child, uri } = await serve()
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

describe('spawnEmbeddedMongodb', () => {
  it('runs a child that stops when told', async () => {
    const server = await spawnEmbeddedMongodb({ dataDirectory: directory })
    const client = await new MongoClient(server.uri).connect()
    expect(await client.db('admin').command({ ping: 1 })).toMatchObject({ ok: 1 })
    await client.close()
    await server.stop()
    expect(await server.exited).toBe(0)
  })

  it('runs a child that ends when its parent is killed', async () => {
    const script = `import('${new URL('../dist/index.js', import.meta.url).href}').then(async (module) => {
      const server = await module.spawnEmbeddedMongodb({ dataDirectory: ${JSON.stringify(directory)} })
      process.stdout.write(String(server.pid) + '\\n')
    })`
    await run('--help')
    const parent = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [pid] = (await once(createInterface(parent.stdout), 'line')) as [string]
    expect(await readConnectionFile(directory)).toMatchObject({ pid: Number(pid) })
    parent.kill('SIGKILL')
    while ((await readConnectionFile(directory)) !== null)
      await new Promise((resolve) => setImmediate(resolve))
    while (isAlive(Number(pid))) await new Promise((resolve) => setImmediate(resolve))
  })
})
