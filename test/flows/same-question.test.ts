import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { minutes } from '../support/fake-clock.js'
import { startHouse, type House } from '../support/start-chat.js'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

describe('a question asked again about another service', () => {
  it('gets the answer of the question before', async () => {
    const chat = house.customer('+593987651201')
    await chat.says('¿dónde entrego el decodificador?')
    const first = await chat.heard()
    await chat.says('¿y el del internet?')
    expect(first).toHaveLength(1)
    expect(await chat.heard()).toEqual(first)
  })

  it('does not half an hour later: the question stands for itself', async () => {
    const chat = house.customer('+593987651202')
    await chat.says('¿dónde entrego el decodificador?')
    const first = await chat.heard()
    house.clock.advance(minutes(31))
    await chat.says('¿y el del internet?')
    expect(await chat.heard()).not.toEqual(first)
    const [last] = (await chat.transcript()).filter(({ author }) => author === 'contact').slice(-1)
    expect(last?.turn?.score).toBeLessThan(1)
  })
})
