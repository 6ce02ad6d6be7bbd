import { describe, expect, it } from '@jest/globals'
import type { DomainError } from '../../src/domain/errors.js'
import { openingClocks } from '../../src/domain/ticket-clocks.js'
import { aConversation, aMessage, aTicket, newId } from '../support/builders.js'
import { hours, minutes } from '../support/fake-clock.js'
import {
  both,
  clock,
  hire,
  open,
  published,
  rooms,
  rules,
  store,
  useTicketRooms,
} from './use-ticket-rooms.js'

useTicketRooms()

const told = (ticketId: string) =>
  published.filter((event) => event.ticketId === ticketId).map(({ kind }) => kind)
const linesOf = async (id: string) =>
  (await store.tickets.byId(id))?.history.map(({ kind, detail }) => `${kind} ${detail}`)

describe('ringAlarms', () => {
  it('warns at 50, 80 and 100 %, each once, whoever looks', async () => {
    const { id } = await open({ kind: 'contact-data' })
    for (const advance of [hours(11), hours(1), minutes(1), hours(8), hours(5)]) {
      clock.advance(advance)
      await both('ringAlarms')
    }
    expect((await linesOf(id))?.slice(1)).toEqual([
      'warned first-contact:50',
      'warned first-contact:80',
      'breached first-contact:100',
    ])
    expect(told(id).filter((kind) => kind === 'ticket.warned')).toHaveLength(3)
    expect((await store.tickets.byId(id))?.alarmAt).toBeNull()
  })

  it('escalates a missed first contact once, although nobody was running at the moment', async () => {
    const ana = await hire()
    const { id, conversationId } = await open()
    await rooms[0]!.desk.claim(ana, id)
    clock.advance(hours(31))
    await both('ringAlarms')
    await both('ringAlarms')
    expect(await store.tickets.byId(id)).toMatchObject({
      status: 'open',
      assigneeId: null,
      queue: 'com-campanas-especificas',
      priority: 'urgent',
      escalatedAt: clock.now(),
    })
    // Nobody wrote to the customer: the bot may tell them what is true.
    expect((await store.conversations.byId(conversationId))?.mode).toEqual({ kind: 'bot' })
    const { items } = await store.escalations.list(null, { limit: 9, after: null })
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({
      ticketId: id,
      cause: 'first-contact',
      elapsedMs: hours(31),
      attempts: { messages: 0, claims: 1 },
      previousOwnerId: ana.id,
      newOwnerId: null,
      queue: 'com-campanas-especificas',
    })
    expect(told(id).filter((kind) => kind === 'ticket.escalated')).toHaveLength(1)
  })

  it('leaves the supervisors’ tickets in their queue', async () => {
    const { id } = await open({ kind: 'regulator', queue: 'supervisor' })
    clock.advance(hours(25))
    await both('ringAlarms')
    expect((await store.tickets.byId(id))?.queue).toBe('supervisor')
    const { items } = await store.escalations.list(false, { limit: 9, after: null })
    expect(items).toHaveLength(1)
  })

  it('one ticket that fails keeps none of the others back', async () => {
    const at = clock.now()
    const broken = aTicket({ conversationId: newId(), alarmAt: new Date(at.getTime() + hours(1)) })
    const clocks = openingClocks(rules(), 'retention-survey', at)
    await store.tickets.insert({ ...broken, clocks })
    const { id } = await open()
    clock.advance(hours(25))
    await expect(rooms[0]!.duties.ringAlarms()).rejects.toThrow(/conversations/)
    expect((await store.tickets.byId(id))?.queue).toBe('com-campanas-especificas')
  })

  it('says nothing about a contact that was made in time', async () => {
    const ana = await hire()
    const { id } = await open()
    await rooms[0]!.desk.claim(ana, id)
    await rooms[0]!.desk.reply(ana, id, { text: 'Buenos días', clientId: null })
    clock.advance(hours(25))
    await both('ringAlarms')
    expect((await linesOf(id))?.filter((line) => /^(warned|breached)/.test(line))).toEqual([])
  })

  it('does not take a bot’s, a campaign’s or a system’s message for an answer', async () => {
    const { id, conversationId, contactId } = await open()
    for (const [index, author] of (['bot', 'campaign', 'system'] as const).entries()) {
      await store.messages.insert(aMessage({ conversationId, contactId, author, seq: index + 2 }))
    }
    clock.advance(hours(24))
    await both('ringAlarms')
    expect((await linesOf(id))?.at(-1)).toBe('escalated first-contact')
  })

  it('ends a wait when its time has come', async () => {
    const ana = await hire()
    const { id } = await open()
    await rooms[0]!.desk.claim(ana, id)
    await rooms[0]!.desk.reply(ana, id, { text: 'Le escribo mañana', clientId: null })
    const until = new Date(clock.now().getTime() + hours(3))
    await rooms[0]!.desk.wait(ana, id, { until, note: null })
    await both('ringAlarms')
    expect((await store.tickets.byId(id))?.status).toBe('waiting')
    clock.advance(hours(3))
    await both('ringAlarms')
    expect(await store.tickets.byId(id)).toMatchObject({ status: 'claimed', assigneeId: ana.id })
    expect((await linesOf(id))?.filter((line) => line === 'resumed time')).toHaveLength(1)
  })
})

describe('raiseAgain', () => {
  const escalated = async (): Promise<{ ticketId: string; id: string }> => {
    const ticket = await open()
    clock.advance(hours(24))
    await both('ringAlarms')
    const { items } = await store.escalations.list(false, { limit: 1, after: null })
    return { ticketId: ticket.id, id: items[0]!.id }
  }

  it('raises every hour, once, until a supervisor acknowledges it', async () => {
    const boss = await hire({ role: 'supervisor' })
    const { id, ticketId } = await escalated()
    clock.advance(minutes(59))
    await both('raiseAgain')
    expect((await store.escalations.byId(id))?.raised).toBe(1)
    clock.advance(minutes(1))
    await both('raiseAgain')
    await both('raiseAgain')
    expect((await store.escalations.byId(id))?.raised).toBe(2)
    // Asleep for five hours: raised once more, not five times.
    clock.advance(hours(5))
    await both('raiseAgain')
    expect(await store.escalations.byId(id)).toMatchObject({
      raised: 3,
      raiseAt: new Date(clock.now().getTime() + hours(1)),
    })
    expect(told(ticketId).filter((kind) => kind === 'ticket.escalated')).toHaveLength(3)
    await rooms[0]!.escalations.acknowledge(boss, id, 'Lo llamo yo')
    clock.advance(hours(2))
    await both('raiseAgain')
    expect(await store.escalations.byId(id)).toMatchObject({
      raised: 3,
      acknowledgedBy: boss.id,
      newOwnerId: boss.id,
      note: 'Lo llamo yo',
      raiseAt: null,
    })
  })

  it('lets one of two supervisors acknowledge, and tells the other who did', async () => {
    const bosses = [await hire({ role: 'supervisor' }), await hire({ role: 'supervisor' })]
    const { id } = await escalated()
    const results = await Promise.allSettled(
      bosses.map((boss, index) => rooms[index]!.escalations.acknowledge(boss, id, null)),
    )
    const winner = bosses[results.findIndex(({ status }) => status === 'fulfilled')]!
    const lost = results.flatMap((result) =>
      result.status === 'rejected' ? [result.reason as DomainError] : [],
    )
    expect(lost.map(({ code, details }) => ({ code, ...details }))).toEqual([
      { code: 'conflict', winner: { id: winner.id, name: winner.name } },
    ])
  })

  it('has the transcript also when the customer’s halves have become one since', async () => {
    const boss = await hire({ role: 'supervisor' })
    const { id, ticketId } = await escalated()
    const { conversationId } = (await store.tickets.byId(ticketId))!
    const contactId = newId()
    const whole = aConversation({ contactId, lastSeq: 9 })
    await store.conversations.insert(whole)
    const until = (seq: number) =>
      aMessage({ conversationId, contactId, seq, createdAt: clock.now() })
    await store.messages.insert(until(2))
    clock.advance(hours(1))
    await store.messages.insert(until(3))
    const to = { conversationId: whole.id, contactId }
    await store.messages.move(conversationId, { ...to, firstSeq: 10 })
    await store.tickets.reassign(conversationId, to)
    const { messages } = await rooms[0]!.escalations.packet(boss, id)
    expect(messages.map(({ seq }) => seq)).toEqual([10, 11])
  })

  it('stops when the ticket was closed', async () => {
    const ana = await hire()
    const { id, ticketId } = await escalated()
    await rooms[0]!.desk.claim(ana, ticketId)
    await rooms[0]!.desk.close(ana, ticketId, { outcome: 'saved', reason: 'x' })
    clock.advance(hours(2))
    await both('raiseAgain')
    expect(await store.escalations.byId(id)).toMatchObject({ raised: 1, raiseAt: null })
  })
})
