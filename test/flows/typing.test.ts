import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Ticket } from '../../src/domain/ticket.js'
import { createInbox } from '../../src/inbox/inbox.js'
import { silentLog } from '../../src/lib/log.js'
import { startHouse, type Chat, type House } from '../support/start-chat.js'

let house: House
let phone: string
let chat: Chat
let customers = 0

beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())
beforeEach(() => {
  customers += 1
  phone = `+5939876500${String(customers).padStart(2, '0')}`
  chat = house.customer(phone)
})

const carla = { id: 'agent-1', role: 'agent' as const, name: 'Carla' }
const luis = { id: 'agent-2', role: 'agent' as const, name: 'Luis' }

const claimed = async (): Promise<Ticket> => {
  await chat.says('quiero cancelar mi servicio de televisión')
  const [ticket] = await chat.tickets()
  await house.app.desk.claim(carla, ticket!.id)
  await house.app.settle()
  return ticket!
}
const types = async (typing = true): Promise<void> => house.parts.simulator?.types(phone, typing)
const told = async (): Promise<(string | null)[]> =>
  (await house.store.events.since('', 1_000)).flatMap(({ kind, conversationId }) =>
    kind === 'contact.typing' ? [conversationId] : [],
  )

describe('a customer who types', () => {
  it('is told of while a human answers, once in three seconds', async () => {
    const { conversationId } = await claimed()
    const before = (await told()).length
    const toldSince = async () => (await told()).slice(before)
    await types()
    await types()
    expect(await toldSince()).toEqual([conversationId])
    house.clock.advance(2_999)
    await types()
    expect(await toldSince()).toHaveLength(1)
    house.clock.advance(1)
    await types(false)
    expect(await toldSince()).toHaveLength(1)
    await types()
    expect(await toldSince()).toEqual([conversationId, conversationId])
  })

  it('is nobody’s business while the bot answers, or before the first word', async () => {
    const before = await told()
    await types()
    await chat.says('hola')
    house.clock.advance(3_000)
    await types()
    expect(await told()).toEqual(before)
  })

  it('does not disturb the channel when it cannot be told, and its number is in no log', async () => {
    await claimed()
    const lines: string[] = []
    const inbox = createInbox({
      ...house.parts,
      store: {
        ...house.store,
        events: { ...house.store.events, append: () => Promise.reject(new Error('no disk')) },
      },
      rules: () => house.texts.settings,
      wake: () => undefined,
      publish: () => undefined,
      log: {
        ...silentLog,
        warn: (fields, message) => lines.push(JSON.stringify([fields, message])),
      },
    })
    const address = { channel: 'simulator', account: 'simulator', chat: phone }
    await inbox.receiveTyping({ ...address, typing: true })
    expect(lines).toHaveLength(1)
    expect(lines[0]).not.toContain(phone.slice(1))
  })
})

describe('an agent who types', () => {
  const look = async (actor: typeof carla, ticket: Ticket, typing: boolean): Promise<void> => {
    await house.app.workspace.viewers.look(actor, ticket.id, typing)
    await house.app.outbox.idle()
  }
  const isShown = () => house.parts.simulator?.typing(phone)

  it('is shown on the phone when the ticket is theirs, until they rest or leave', async () => {
    const ticket = await claimed()
    await look(carla, ticket, false)
    expect(isShown()).toBe(false)
    await look(carla, ticket, true)
    expect(isShown()).toBe(true)
    await look(carla, ticket, false)
    expect(isShown()).toBe(false)
    await look(carla, ticket, true)
    await house.app.workspace.viewers.leave(carla, ticket.id)
    await house.app.outbox.idle()
    expect(isShown()).toBe(false)
  })

  it('is shown as long as their heartbeats say so', async () => {
    const ticket = await claimed()
    await look(carla, ticket, true)
    house.clock.advance(15_000)
    await look(carla, ticket, true)
    house.clock.advance(15_000)
    expect(isShown()).toBe(true)
    house.clock.advance(15_000)
    expect(isShown()).toBe(false)
  })

  it('is not shown when the ticket is another’s, or no longer theirs', async () => {
    const ticket = await claimed()
    await look(luis, ticket, true)
    expect(isShown()).toBe(false)
    await house.app.desk.release(carla, ticket.id)
    await look(carla, ticket, true)
    expect(isShown()).toBe(false)
  })

  it('is not shown where the bot answers', async () => {
    await chat.says('hola')
    const [conversation] = await house.store.conversations.byContact((await chat.contact()).id)
    await house.app.outbox.showTyping(conversation!.id, true)
    expect(isShown()).toBe(false)
  })
})
