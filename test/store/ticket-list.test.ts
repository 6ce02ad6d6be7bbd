import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { searchTermsOf } from '../../src/domain/ticket-search.js'
import type { TicketFilter } from '../../src/store/store.js'
import { testDatabase } from '../support/database.js'
import type { TestDatabase } from '../support/database.js'
import { aContact, aTicket, at, newId } from '../support/records.js'

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.dropAndClose())

const numbers = async (filter: TicketFilter): Promise<number[]> =>
  (await database.store.tickets.list(filter, { limit: 50, after: null })).items.map(
    ({ number }) => number,
  )

const search = (written: string, phonesOf: string | null = null): TicketFilter => ({
  search: { terms: searchTermsOf(written), phonesOf },
})

let phones = 0
const aCustomersTicket = async (
  name: string,
  overrides: Parameters<typeof aTicket>[0] = {},
): Promise<{ number: number; contactId: string; phone: string; id: string }> => {
  const { store } = database
  const phone = `+59398123${String((phones += 1)).padStart(4, '0')}`
  const contact = aContact({ name, phone })
  const ticket = aTicket({
    contactId: contact.id,
    number: await store.tickets.nextNumber(),
    ...overrides,
  })
  await store.contacts.insert(contact)
  await store.tickets.insert(ticket)
  return { number: ticket.number, contactId: contact.id, phone, id: ticket.id }
}

describe('tickets.list', () => {
  it('finds by name without accents, also under the name a customer has since then', async () => {
    const { number, contactId } = await aCustomersTicket('José Ñacato')
    expect(await numbers(search('jose naca'))).toEqual([number])
    await database.store.contacts.update(contactId, { name: 'Iván Chiluisa' })
    expect(await numbers(search('jose naca'))).toEqual([])
    expect(await numbers(search('ivan'))).toEqual([number])
  })

  it('finds by phone, for an agent only where the number is theirs to see', async () => {
    const own = await aCustomersTicket('A', { status: 'claimed', assigneeId: 'carla' })
    expect(await numbers(search(own.phone))).toEqual([own.number])
    expect(await numbers(search(own.phone, 'carla'))).toEqual([own.number])
    expect(await numbers(search(own.phone, 'luis'))).toEqual([])
    expect(await numbers(search(`#${own.number}`, 'luis'))).toContain(own.number)
    const waiting = await aCustomersTicket('B')
    expect(await numbers(search(waiting.phone, 'luis'))).toEqual([waiting.number])
    const past = await aCustomersTicket('C', { status: 'closed', assigneeId: 'carla' })
    expect(await numbers(search(past.phone, 'carla'))).toEqual([])
  })

  it('follows a ticket to the customer it is moved to', async () => {
    const from = await aCustomersTicket('Desconocido')
    const to = aContact({ name: 'Zoila Guamán' })
    await database.store.contacts.insert(to)
    const { conversationId } = (await database.store.tickets.byId(from.id))!
    await database.store.tickets.reassign(conversationId, { conversationId, contactId: to.id })
    expect(await numbers(search('guaman zoila'))).toEqual([from.number])
  })

  it('narrows by kind, product, tag and due time, oldest due first and page by page', async () => {
    const tag = newId()
    const common = { kind: 'regulator', product: 'movil', tags: [tag, 'other'] } as const
    const late = await aCustomersTicket('D', {
      ...common,
      tags: [...common.tags],
      dueAt: at('16:00:00'),
    })
    const soon = await aCustomersTicket('E', {
      ...common,
      tags: [...common.tags],
      dueAt: at('15:00:00'),
    })
    const filter: TicketFilter = { tag, kinds: ['regulator'], products: ['movil'] }
    expect(await numbers(filter)).toEqual([soon.number, late.number])
    expect(await numbers({ ...filter, dueBefore: at('16:00:00') })).toEqual([soon.number])
    expect(await numbers({ ...filter, dueFrom: at('15:00:01') })).toEqual([late.number])
    expect(await numbers({ ...filter, statuses: ['open', 'claimed', 'waiting'] })).toHaveLength(2)
    expect(await numbers({ ...filter, products: ['tv'] })).toEqual([])
    const { next } = await database.store.tickets.list(filter, { limit: 1, after: null })
    const rest = await database.store.tickets.list(
      { ...filter, dueBefore: at('17:00:00') },
      { limit: 5, after: next },
    )
    expect(rest.items.map(({ number }) => number)).toEqual([late.number])
  })
})

describe('what those who count tickets read', () => {
  let other: TestDatabase
  const insert = async (overrides: Parameters<typeof aTicket>[0]) => {
    const ticket = aTicket(overrides)
    await other.store.tickets.insert(ticket)
    return ticket
  }
  beforeAll(async () => {
    other = await testDatabase()
  })
  afterAll(() => other.dropAndClose())

  it('is every active ticket at first, then what was written since, closed ones too', async () => {
    const { tickets } = other.store
    const open = await insert({ tags: ['t'], dueAt: at('10:00:00') })
    await insert({ status: 'closed' })
    const first = await tickets.states(null)
    expect(first.states).toEqual([
      {
        id: open.id,
        queue: 'retention',
        status: 'open',
        assigneeId: null,
        product: 'tv',
        kind: open.kind,
        priority: open.priority,
        tags: ['t'],
        dueAt: at('10:00:00'),
        version: open.version,
      },
    ])
    await tickets.replaceIf(open.id, {}, { status: 'closed' })
    const { states } = await tickets.states(first.seenUpTo)
    const now = states.find(({ id }) => id === open.id)
    expect(now).toMatchObject({ status: 'closed', version: open.version + 1 })
    expect((await tickets.states(new Date(first.seenUpTo.getTime() + 60_000))).states).toEqual([])
  })

  it('is how many an agent has in hand', async () => {
    await insert({ status: 'claimed', assigneeId: 'carla' })
    await insert({ status: 'claimed', assigneeId: 'carla' })
    await insert({ status: 'waiting', assigneeId: 'luis' })
    await insert({ status: 'closed', assigneeId: 'luis' })
    await insert({ status: 'claimed', assigneeId: 'rosa' })
    const found = await other.store.tickets.inHand(['carla', 'luis'])
    expect(found).toHaveLength(2)
    expect(found).toContainEqual({ assigneeId: 'carla', status: 'claimed', count: 2 })
    expect(found).toContainEqual({ assigneeId: 'luis', status: 'waiting', count: 1 })
  })

  it('counts a filter up to a limit', async () => {
    const count = (atMost: number, filter: TicketFilter = { statuses: ['closed'] }) =>
      other.store.tickets.countUpTo(filter, { atMost, withinMs: 5_000 })
    expect(await count(100)).toBe(3)
    expect(await count(2)).toBe(2)
    expect(await count(100, { queues: ['supervisor', 'retention'] })).toBe(7)
    expect(await count(100, { queues: ['supervisor'] })).toBe(0)
  })
})
