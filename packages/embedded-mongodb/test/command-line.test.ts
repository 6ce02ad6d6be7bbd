import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { MongoClient } from 'mongodb'
import { readConnectionFile, spawnEmbeddedMongodb } from '../src/index.js'
import { run, serve, type Served } from './support/command.js'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'embedded-cli-'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

const serving = (...args: string[]): Promise<Served> =>
  serve(['--data', directory, '--port', '0', ...args])

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('embedded-mongodb', () => {
  it('serves until SIGTERM under the URI that it prints', async () => {
    const { child, uri } = await serving()
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
    const { child, uri } = await serving()
    expect(await run('--data', directory, '--port', '0')).toMatchObject({
      code: 1,
      lines: [`The data directory ${directory} is in use by process ${child.pid}.`],
    })
    const other = join(directory, '..', `${Date.now()}-other`)
    const port = new URL(uri).port
    expect(await run('--data', other, '--port', port)).toMatchObject({
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
    ['a socket that no driver would know', ['--data', 'x', '--socket', '/tmp/x'], 1],
    ['a host that is not this machine', ['--data', 'x', '--host', '0.0.0.0'], 1],
  ])('refuses %s in one line', async (_name, args, code) => {
    const result = await run(...args)
    expect(result).toMatchObject({ code })
    expect(result.lines).toHaveLength(1)
  })

  it('refuses a directory that holds something else', async () => {
    await writeFile(join(directory, 'letters.txt'), 'mine')
    expect(await run('--data', directory, '--port', '0')).toMatchObject({
      code: 1,
      lines: [`The directory ${directory} is not empty and holds no embedded-mongodb data.`],
    })
  })

  it('serves on a unix socket, also after it was killed there', async () => {
    const socket = join(directory, 'the data.sock')
    const killed = await serving('--socket', socket)
    const ended = once(killed.child, 'exit')
    killed.child.kill('SIGKILL')
    await ended
    const { uri, stop } = await serving('--socket', socket)
    expect(uri).toMatch(/^mongodb:\/\/[^@]+@%2F.*the%20data.sock\/\?/)
    expect((await stat(socket)).mode & 0o777).toBe(0o600)
    const client = await new MongoClient(uri).connect()
    await client.db('x').collection('t').insertOne({ a: 1 })
    expect(await client.db('x').collection('t').countDocuments()).toBe(1)
    await client.close()
    const other = join(directory, 'other')
    expect(await run('--data', other, '--socket', socket)).toMatchObject({
      code: 1,
      lines: [`The socket ${socket} is in use.`],
    })
    await stop()
  })

  it('talks to mongosh where it is installed', async () => {
    const { uri, stop } = await serving()
    const script =
      "db = db.getSiblingDB('shell'); db.t.createIndex({ a: 1 }); db.t.insertMany([{ a: 1 }, { a: 2 }]);" +
      "print(db.t.find({ a: { $gt: 1 } }).toArray().length, db.t.find({ a: 1 }).explain().ok, db.t.aggregate([{ $group: { _id: null, a: { $sum: '$a' } } }]).toArray()[0].a)"
    const program = process.env['MONGOSH'] ?? 'mongosh'
    const shell = spawnSync(program, [uri, '--quiet', '--norc', '--eval', script])
    if (shell.error)
      process.stderr.write(`mongosh was left out: ${shell.error.message}; it is not installed.\n`)
    else expect(shell.stdout.toString().trim()).toBe('1 1 3')
    expect(shell.error === undefined || 'code' in shell.error).toBe(true)
    await stop()
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
