import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createApp, type App } from '../../src/app.js'
import { anAgent } from '../support/builders.js'
import { minutes } from '../support/fake-clock.js'
import { startHouse, type House } from '../support/start-chat.js'

let house: House
const running: App[] = []
const carla = anAgent({ name: 'Carla' })

beforeAll(async () => {
  house = await startHouse()
  await house.store.agents.insert(carla)
})
afterAll(async () => {
  for (const app of running) await app.stop()
  await house.stop()
})

/** A process of its own that serves the console. */
const start = async (): Promise<{ app: App; url: string }> => {
  const app = createApp({ ...house.parts, channels: [], simulator: null })
  running.push(app)
  await app.start({ listen: { host: '127.0.0.1', port: 0 }, timers: false })
  return { app, url: `http://127.0.0.1:${app.address()?.port ?? 0}` }
}

const signIn = async (url: string, password: string): Promise<number> => {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({ email: carla.email, password }),
  })
  await answer.body?.cancel()
  return answer.status
}

describe('guessing a password', () => {
  it('is counted by all processes together, and a restart does not forget it', async () => {
    const [one, other] = [await start(), await start()]
    const guesses = [one, other, one, other, one, other, one, other, one, other]
    const answers = await Promise.all(guesses.map(({ url }, round) => signIn(url, `no-${round}`)))
    expect(answers).toEqual(Array<number>(10).fill(401))
    expect(await signIn(one.url, 'correct horse')).toBe(429)
    expect(await signIn(other.url, 'correct horse')).toBe(429)
    await one.app.stop()
    const restarted = await start()
    expect(await signIn(restarted.url, 'correct horse')).toBe(429)
    house.clock.advance(minutes(16))
    expect(await signIn(restarted.url, 'correct horse')).toBe(200)
  })

  it('lets no more through when all come at the same time', async () => {
    const [one, other] = [await start(), await start()]
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, round) =>
        signIn(round % 2 === 0 ? one.url : other.url, `no-${round}`),
      ),
    )
    expect(answers.filter((status) => status === 401)).toHaveLength(10)
    expect(answers.filter((status) => status === 429)).toHaveLength(14)
  })

  it('is forgotten when the right one comes in time', async () => {
    house.clock.advance(minutes(16))
    const { url } = await start()
    for (const round of [1, 2, 3, 4, 5, 6, 7, 8, 9])
      expect(await signIn(url, `no-${round}`)).toBe(401)
    expect(await signIn(url, 'correct horse')).toBe(200)
    expect(await signIn(url, 'wrong')).toBe(401)
  })
})
