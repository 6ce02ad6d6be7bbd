import { describe, expect, it } from '@jest/globals'
import {
  contactOf,
  conversationsOf,
  house,
  idOf,
  inbound,
  person,
  says,
  textsBy,
  transcriptOf,
  useInbox,
} from './use-inbox.js'

useInbox()

describe('one customer under a LID and a phone number', () => {
  it('who wrote under the LID first is the same contact once the phone is known', async () => {
    const ana = person()
    await says(inbound({ lid: ana.lid }, 'hola'))
    await says(inbound(ana, 'qué hago con los equipos'))
    await says(inbound({ lid: ana.lid }, 'gracias'))
    expect(await textsBy(ana, 'contact')).toEqual(['hola', 'qué hago con los equipos', 'gracias'])
    expect(await conversationsOf(ana)).toMatchObject([{ address: { chat: ana.phone } }])
    expect(await contactOf(ana)).toMatchObject(ana)
  })

  it('two halves become one contact, one conversation, one active ticket, nothing lost', async () => {
    const ana = person()
    await says(inbound({ phone: ana.phone }, 'los voy a denunciar a la arcotel'))
    await says(inbound({ lid: ana.lid }, 'quiero cancelar mi servicio de televisión'))
    const halves = [await contactOf({ phone: ana.phone }), await contactOf({ lid: ana.lid })]
    expect(halves[0]?.id).not.toBe(halves[1]?.id)
    const [leaving] = await conversationsOf({ lid: ana.lid })
    const note = { conversationId: leaving?.id ?? '', contactId: idOf(halves[1]), ticketId: null }
    const words = { agentId: 'eva', text: 'ojo', mentions: [], at: house.clock.now() }
    await house.store.notes.insert({ id: 'n1', ...note, ...words, deletedAt: null })
    await says(inbound(ana, 'hola'))
    expect(await house.store.notes.latestOfContact(idOf(halves[0]), 5)).toHaveLength(1)
    expect((await contactOf({ lid: ana.lid }))?.id).toBe(halves[0]?.id)
    expect(await house.store.contacts.byId(idOf(halves[1]))).toBeNull()
    expect(await conversationsOf(ana)).toHaveLength(1)
    expect(await textsBy(ana, 'contact')).toEqual([
      'los voy a denunciar a la arcotel',
      'quiero cancelar mi servicio de televisión',
      'hola',
    ])
    const seqs = (await transcriptOf(ana)).map(({ seq }) => seq)
    expect([...seqs].sort((a, b) => a - b)).toEqual(seqs)
    const tickets = await house.store.tickets.latestOfContact(idOf(halves[0]), 10)
    expect(tickets.map(({ kind, status }) => [kind, status]).sort()).toEqual([
      ['cancellation', 'closed'],
      ['regulator', 'open'],
    ])
    const closed = tickets.find(({ status }) => status === 'closed')
    expect(closed?.closedAt).toEqual(house.clock.now())
    expect(closed?.closeReason).toMatch(/^merged:\d+$/)
  })

  it('the desk hears of the tickets that went away or moved', async () => {
    const [ana, eva] = [person(), person()]
    await says(inbound({ phone: ana.phone }, 'los voy a denunciar a la arcotel'))
    await says(inbound({ lid: ana.lid }, 'quiero cancelar mi servicio de televisión'))
    await says(inbound({ phone: eva.phone }, 'hola'))
    await says(inbound({ lid: eva.lid }, 'los voy a denunciar a la arcotel'))
    const leaving = await Promise.all(
      [ana, eva].map(async ({ lid }) => {
        const [half] = await conversationsOf({ lid })
        return idOf(await house.store.tickets.activeOf(idOf(half)))
      }),
    )
    const from = house.parts.newId()
    await says(inbound(ana, 'hola'))
    await says(inbound(eva, 'hola'))
    const events = await house.store.events.since(from, 200)
    const told = (kind: string) => events.filter((event) => event.kind === kind)
    expect(told('ticket.changed').map(({ ticketId }) => ticketId)).toEqual(
      expect.arrayContaining(leaving),
    )
    const wholes = [...(await conversationsOf(ana)), ...(await conversationsOf(eva))]
    expect(told('conversation.changed').map(({ conversationId }) => conversationId)).toEqual(
      expect.arrayContaining(wholes.map(({ id }) => id)),
    )
  })

  it('the bot stays silent for the human who had the half that went away, until the ticket is closed', async () => {
    const ana = person()
    await says(inbound({ phone: ana.phone }, 'los voy a denunciar a la arcotel'))
    await says(inbound({ lid: ana.lid }, 'quiero cancelar mi servicio de televisión'))
    const [half] = await conversationsOf({ lid: ana.lid })
    const second = await house.store.tickets.activeOf(idOf(half))
    await house.store.conversations.update(idOf(half), {
      mode: { kind: 'human', ticketId: idOf(second) },
    })
    await says(inbound(ana, 'hola'))
    const [whole] = await conversationsOf(ana)
    const active = await house.store.tickets.activeOf(idOf(whole))
    expect(whole?.mode).toEqual({ kind: 'human', ticketId: active?.id })
  })

  it('a campaign to the phone is answered under the LID: the same survey', async () => {
    const ana = person()
    await house.customer(ana.phone).isInvited('tv')
    await says(inbound(ana, '2'))
    expect(await conversationsOf(ana)).toMatchObject([
      { survey: { state: 'running', answers: [{ values: ['2'] }] } },
    ])
    await says(inbound({ lid: ana.lid }, '1'))
    expect((await conversationsOf(ana))[0]?.survey?.answers).toHaveLength(2)
  })

  it('an opt-out under the LID holds for the phone', async () => {
    const ana = person()
    await says(inbound({ phone: ana.phone }, 'hola'))
    await says(inbound({ lid: ana.lid }, 'baja'))
    await says(inbound(ana, 'hola'))
    expect((await contactOf(ana))?.optedOutAt).not.toBeNull()
  })

  it('a name from our records stays; the one a phone shows fills a gap only', async () => {
    const ana = person()
    await house.customer(ana.phone).isKnown({ name: 'Ana Torres' })
    await says(inbound(ana, 'hola', { name: '🌸Anita🌸' }))
    expect((await contactOf(ana))?.name).toBe('Ana Torres')
  })
})
