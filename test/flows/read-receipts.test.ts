import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startHouse, type House } from '../support/start-chat.js'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

const phone = '+593987650001'
const ticksOfCustomer = async () => {
  const messages = await house.store.simulatorPhones.list(phone, 0, 50)
  return messages.filter(({ author }) => author === 'contact').map(({ status }) => status)
}

describe('read receipts', () => {
  it('come when the bot has taken the turn, and with a human only once the agent has looked', async () => {
    const chat = house.customer(phone)
    await chat.says('quiero cancelar mi servicio de televisión')
    expect(await ticksOfCustomer()).toEqual(['read'])
    const agent = { id: 'agent-1', role: 'agent' as const, name: 'Carla' }
    const [ticket] = await chat.tickets()
    await house.app.desk.claim(agent, ticket!.id)
    await chat.says('¿sigue ahí?')
    expect((await ticksOfCustomer())[1]).not.toBe('read')
    await house.app.desk.markSeen(agent, ticket!.id)
    await house.app.settle()
    expect((await ticksOfCustomer())[1]).toBe('read')
  })
})
