import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
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
})
