import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Agent } from '../../src/domain/agent.js'
import type { SlaClock, Ticket } from '../../src/domain/ticket.js'
import { anAgent, newId } from '../support/builders.js'
import { hours, minutes } from '../support/fake-clock.js'
import { startHouse, type Chat, type House } from '../support/start-chat.js'

let house: House
let carla: Agent
let phones = 0

beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())
beforeEach(async () => {
  carla = anAgent({ name: 'Carla' })
  await house.store.agents.insert(carla)
})

const nextPhone = (): string => `+59398765${String((phones += 1)).padStart(4, '0')}`

const ticketOf = async (chat: Chat): Promise<Ticket> => (await chat.tickets())[0]!
const clockOf = (ticket: Ticket, kind: SlaClock['kind']) =>
  ticket.clocks.find((clock) => clock.kind === kind)
const kinds = ({ history }: Ticket) => history.map(({ kind }) => kind)

const reply = (ticket: Ticket, text: string) =>
  house.app.desk.reply(carla, ticket.id, { text, clientId: null })

/** A customer wants to leave; Carla takes the case, writes, and closes it. */
const closedCase = async (): Promise<{ chat: Chat; ticket: Ticket }> => {
  const chat = house.customer(nextPhone())
  await chat.says('quiero cancelar mi servicio de televisión')
  const ticket = await ticketOf(chat)
  await house.app.desk.claim(carla, ticket.id)
  await reply(ticket, 'Buenos días, le ofrezco un descuento.')
  await house.app.desk.close(carla, ticket.id, {
    outcome: 'offer-made',
    reason: 'Lo piensa',
    protocolReason: 'Conversación corta',
  })
  await house.app.settle()
  await chat.heard()
  return { chat, ticket }
}

describe('a case that waits for the customer', () => {
  it('comes back with their message, which the agent then owes an answer to', async () => {
    const chat = house.customer(nextPhone())
    await chat.says('quiero cancelar mi servicio de televisión')
    const opened = await ticketOf(chat)
    expect(clockOf(opened, 'first-contact')?.dueAt).toEqual(opened.dueAt)
    await house.app.desk.claim(carla, opened.id)
    await reply(opened, '¿Le llamo mañana?')
    const until = new Date(house.clock.now().getTime() + hours(20))
    await house.app.desk.wait(carla, opened.id, { until, note: null })
    house.clock.advance(minutes(30))
    await chat.says('sí, a las diez')
    const back = await ticketOf(chat)
    expect(back).toMatchObject({ status: 'claimed', assigneeId: carla.id, waitingUntil: null })
    expect(back.history.at(-1)).toMatchObject({ kind: 'resumed', detail: 'customer' })
    const due = clockOf(back, 'next-reply')?.dueAt
    house.clock.advance(minutes(30))
    await chat.says('¿está bien?')
    expect(clockOf(await ticketOf(chat), 'next-reply')?.dueAt).toEqual(due)
    await reply(back, 'Perfecto.')
    expect(clockOf(await ticketOf(chat), 'next-reply')?.stoppedAt).toEqual(house.clock.now())
  })
})

describe('after the close', () => {
  it('thanks and questions that the bot answers open nothing and start no clock', async () => {
    const { chat } = await closedCase()
    for (const text of ['muchas gracias', 'de qué número me escriben']) await chat.says(text)
    expect((await chat.heard()).length).toBeGreaterThan(0)
    const ticket = await ticketOf(chat)
    expect(ticket).toMatchObject({ status: 'closed', alarmAt: null })
    expect(await chat.tickets()).toHaveLength(1)
  })

  it('who asks for the person goes back to them while they are online with room', async () => {
    const { chat } = await closedCase()
    await house.app.tickets.team.connected([carla.id])
    await chat.says('quiero hablar con un asesor')
    const ticket = await ticketOf(chat)
    expect(ticket).toMatchObject({ status: 'claimed', assigneeId: carla.id, outcome: null })
    expect(ticket.history.at(-1)).toMatchObject({ kind: 'reopened', to: carla.id })
    expect(clockOf(ticket, 'next-reply')?.stoppedAt).toBeNull()
    await chat.heard()
    await chat.says('de qué número me escriben')
    expect(await chat.heard()).toEqual([])
    expect(await chat.tickets()).toHaveLength(1)
  })

  it('goes to the queue when the agent is away, with the history kept', async () => {
    const { chat } = await closedCase()
    await house.app.tickets.team.connected([carla.id])
    await house.app.tickets.team.choose(carla, 'away')
    await chat.says('voy a denunciar a la arcotel')
    const ticket = await ticketOf(chat)
    expect(ticket).toMatchObject({
      status: 'open',
      assigneeId: null,
      queue: 'supervisor',
      kind: 'regulator',
      priority: 'urgent',
    })
    expect(kinds(ticket)).toEqual(expect.arrayContaining(['claimed', 'closed', 'reopened']))
  })

  it('is a new case once the window is over', async () => {
    const { chat, ticket } = await closedCase()
    house.clock.advance(hours(73))
    await chat.says('quiero cancelar mi servicio de televisión')
    const [newest, older] = await chat.tickets()
    expect(newest).toMatchObject({ status: 'open' })
    expect(older).toMatchObject({ id: ticket.id, status: 'closed' })
  })
})

describe('nobody called (domain.md A6)', () => {
  it('hears that the case was escalated when time had done it already', async () => {
    const chat = house.customer(nextPhone())
    await chat.isInvited('movil')
    for (const text of ['2', '1', 'omitir', '2', '1', 'si']) await chat.says(text)
    await chat.heard()
    const { id } = await ticketOf(chat)
    await house.app.desk.claim(carla, id)
    house.clock.advance(hours(24))
    await house.app.tickets.duties.ringAlarms()
    expect(await ticketOf(chat)).toMatchObject({
      status: 'open',
      queue: 'com-campanas-especificas',
    })
    await chat.says('ya respondí toda la encuesta y nadie me ha llamado')
    expect((await chat.heard())[0]).toContain('Su caso ya fue trasladado')
    const { items } = await house.store.escalations.list(null, { limit: 50, after: null })
    expect(items.filter(({ ticketId }) => ticketId === id)).toHaveLength(1)
  })

  it('makes the one packet when the customer is faster than the clock’s watchman', async () => {
    const chat = house.customer(nextPhone())
    await chat.isInvited('tv')
    for (const text of ['2', '1', 'omitir', '2', '1', 'si']) await chat.says(text)
    house.clock.advance(hours(25))
    await chat.says('ya respondí toda la encuesta y nadie me ha llamado')
    expect((await chat.heard()).at(-1)).toContain('Acabamos de trasladar su caso')
    await house.app.tickets.duties.ringAlarms()
    const { id } = await ticketOf(chat)
    const { items } = await house.store.escalations.list(null, { limit: 50, after: null })
    expect(items.filter(({ ticketId }) => ticketId === id)).toMatchObject([
      { cause: 'first-contact', raised: 1 },
    ])
  })
})

describe('one active ticket', () => {
  it('is what fifty messages at once make', async () => {
    const phone = nextPhone()
    const chat = house.customer(phone)
    const address = { channel: 'simulator', account: 'simulator', chat: phone }
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        house.app.inbox.receive({
          address,
          phone,
          lid: null,
          name: null,
          providerId: `fifty-${index}`,
          quotedProviderId: null,
          content: { kind: 'text', text: 'quiero cancelar mi servicio de televisión' },
          at: house.clock.now(),
          late: false,
        }),
      ),
    )
    await house.app.settle()
    expect(await chat.tickets()).toHaveLength(1)
  })
})

describe('a reply from the paired phone', () => {
  it('is the first contact, shows on the ticket, and silences the bot', async () => {
    const phone = nextPhone()
    const chat = house.customer(phone)
    await chat.says('quiero cancelar mi servicio de televisión')
    await chat.heard()
    house.clock.advance(hours(2))
    await house.app.inbox.receiveOwn({
      address: { channel: 'simulator', account: 'simulator', chat: phone },
      phone,
      lid: null,
      providerId: newId(),
      quotedProviderId: null,
      content: { kind: 'text', text: 'Buenos días, le saluda Carla' },
      at: house.clock.now(),
    })
    const ticket = await ticketOf(chat)
    expect(ticket.history.at(-1)).toMatchObject({ kind: 'taken-over', detail: 'paired-phone' })
    expect(clockOf(ticket, 'first-contact')?.stoppedAt).toEqual(house.clock.now())
    await chat.says('de qué número me escriben')
    expect(await chat.heard()).toEqual([])
  })
})
