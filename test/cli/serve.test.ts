import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { commandFolder, trainingTimeoutMs, trainModel } from '../support/run-command.js'
import { killPrograms, startProgram, type Program } from '../support/start-program.js'

const folder = commandFolder()
beforeAll(trainModel, trainingTimeoutMs)
afterEach(killPrograms)
afterAll(folder.remove)

/** The real program, as a process of its own. */
const start = (words: readonly string[], environment: Record<string, string> = {}): Program =>
  startProgram(words, { folder: folder.path, environment: { DEMO: 'off', ...environment } })

const ready = /API {8}http\S+\n/

describe('fideliza serve', () => {
  it('prints what is there and where, and serves it', async () => {
    const server = start(['serve'])
    await server.says(ready)
    const lines = server.output().split('\n')
    expect(lines).toHaveLength(8)
    const shapes = [
      /^Fideliza \d+\.\d+\.\d+ {3}ready in \d+\.\d s$/,
      /^ {2}database {3}embedded, \S+$/,
      /^ {2}corpus {5}\d+ intents, es pt, model (from cache|trained in \d+\.\d s)$/,
      /^ {2}channels {3}simulator$/,
      /^ {2}Chat {7}http:\/\/127\.0\.0\.1:\d+\/simulator$/,
      /^ {2}Console {4}http:\/\/127\.0\.0\.1:\d+\/ {12}first admin: http:\/\/127\.0\.0\.1:\d+\/setup\?token=[\w-]{20,}$/,
      /^ {2}API {8}http:\/\/127\.0\.0\.1:\d+\/api\/docs$/,
    ]
    shapes.forEach((shape, index) => expect(lines[index]).toMatch(shape))
    const [, origin = ''] = await server.says(/Chat +(http\S+)\/simulator/)
    for (const path of [
      '/healthz',
      '/readyz',
      '/',
      '/simulator',
      '/api/docs',
      '/api/openapi.json',
    ]) {
      const response = await fetch(`${origin}${path}`)
      await response.body?.cancel()
      expect({ path, status: response.status }).toEqual({ path, status: 200 })
    }
    server.signal('SIGTERM')
    expect(await server.ended).toBe(0)
  })

  it.each(['SIGINT', 'SIGTERM'] as const)('ends in order, within 5 seconds of %s', async (name) => {
    const server = start(['serve'])
    const [, origin = ''] = await server.says(/Chat +(http\S+)\/simulator/)
    await server.says(ready)
    // A customer's page that waits for news must not hold it.
    const waiting = fetch(
      `${origin}/simulator/messages?contact=%2B593987650001&after=0&wait=25`,
    ).catch(() => null)
    const startedAt = performance.now()
    server.signal(name)
    expect(await server.ended).toBe(0)
    // It gives itself 4.5 seconds and says when it had to break something off.
    expect(server.notes()).not.toContain('stopped before everything under way had ended')
    expect(performance.now() - startedAt).toBeLessThan(5_000)
    await waiting
  })

  it('finds everything as it was, also what commands did beside it', async () => {
    const first = start(['serve'])
    await first.says(ready)
    const add = start(
      'user add --email ana@example.com --name Ana --role admin --password-stdin'.split(' '),
    )
    add.write('correct horse battery\n')
    expect(await add.ended).toBe(0)
    const [, origin = '', port = ''] = await first.says(/Chat +(http:\S+:(\d+))\/simulator/)
    const list = folder.file('list.csv', 'telefono,nombre,servicio\n0987650077,Ana,tv\n')
    const send = start(['campaign', 'send', 'preventive-survey', '--to', list], { PORT: port })
    expect(await send.ended).toBe(0)
    expect(send.output()).toContain('The server is running and sends them now.')
    const phone = await fetch(
      `${origin}/simulator/messages?contact=%2B593987650077&after=0&wait=25`,
    )
    expect(await phone.text()).toContain('Estimado cliente Ana')
    first.signal('SIGINT')
    expect(await first.ended).toBe(0)

    const second = start(['serve'])
    await second.says(ready)
    expect(second.output()).not.toContain('first admin')
    expect(second.output()).toContain('model from cache')
    const [, newOrigin = ''] = await second.says(/Chat +(http\S+)\/simulator/)
    const response = await fetch(`${newOrigin}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: newOrigin },
      body: JSON.stringify({ email: 'ana@example.com', password: 'correct horse battery' }),
    })
    expect(response.status).toBeLessThan(300)
    second.signal('SIGINT')
    expect(await second.ended).toBe(0)
  })

  it('says in three lines that the port is taken, and leaves no database behind', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const server = start(['serve'], { PORT: String(port), LOG_LEVEL: 'error' })
    expect(await server.ended).toBe(1)
    expect(server.output()).toBe('')
    expect(server.notes().trimEnd().split('\n')).toEqual([
      `127.0.0.1:${port} is not free.`,
      'Another program listens there.',
      'Stop it, or choose another port: PORT=3001 npm start.',
    ])
    other.close()
    const doctor = start(['doctor'])
    await doctor.ended
    expect(doctor.output()).toMatch(/ok +database +embedded/)
  })

  it('says in three lines that MONGODB_URI leads nowhere, without its password', async () => {
    const server = start(['serve'], {
      MONGODB_URI: 'mongodb://ana:s3cret@127.0.0.1:9/?directConnection=true',
      LOG_LEVEL: 'error',
    })
    expect(await server.ended).toBe(1)
    const lines = server.notes().trimEnd().split('\n')
    expect(lines).toHaveLength(3)
    expect(lines[0]).toBe('The database did not open.')
    expect(lines[2]).toContain('Check MONGODB_URI')
    expect(server.notes()).not.toContain('s3cret')
  })
})
