import { describe, expect, it } from '@jest/globals'
import type { InboundMessage } from '../../src/domain/inbound.js'
import { queuedMessage } from '../../src/domain/queued-message.js'
import { hours } from '../support/fake-clock.js'
import {
  address,
  contactOf,
  conversationsOf,
  house,
  idOf,
  inbound,
  person,
  says,
  sleepingInbox,
  textsBy,
  transcriptOf,
  useInbox,
  type Person,
} from './use-inbox.js'

useInbox()

describe('edits, deletions and reactions', () => {
  const change = (message: InboundMessage) => ({
    address: message.address,
    providerId: message.providerId,
    at: house.clock.now(),
  })

  it('an edit before the turn is what is understood; the first words are kept', async () => {
    const ana = person()
    await house.customer(ana.phone).isInvited('tv')
    const message = inbound(ana, '1')
    await sleepingInbox().receive(message)
    await house.app.inbox.receiveChange({ kind: 'edit', ...change(message), text: '5' })
    await house.app.settle()
    expect((await conversationsOf(ana))[0]?.survey?.answers).toMatchObject([{ values: ['5'] }])
    expect((await transcriptOf(ana))[1]).toMatchObject({ edits: [{ text: '1' }] })
  })

  it('an edit after the turn is shown; what was answered stays answered', async () => {
    const ana = person()
    await house.customer(ana.phone).isInvited('tv')
    const message = inbound(ana, '1')
    await says(message)
    await house.app.inbox.receiveChange({ kind: 'edit', ...change(message), text: '5' })
    await house.app.settle()
    expect((await transcriptOf(ana))[1]).toMatchObject({
      content: { text: '5' },
      edits: [{ text: '1' }],
      turnPending: false,
    })
    expect((await conversationsOf(ana))[0]?.survey?.answers).toMatchObject([{ values: ['1'] }])
  })

  it('a deletion before the turn leaves nothing to answer', async () => {
    const ana = person()
    const message = inbound(ana, 'de qué número me escriben')
    await sleepingInbox().receive(message)
    await house.app.inbox.receiveChange({ kind: 'delete', ...change(message) })
    await house.app.settle()
    expect(await textsBy(ana, 'bot')).toEqual([])
    expect((await transcriptOf(ana))[0]).toMatchObject({ turn: { decisions: ['silent:deleted'] } })
  })

  it('the same edit twice is one edit', async () => {
    const ana = person()
    const message = inbound(ana, 'hola')
    await says(message)
    const edit = { kind: 'edit' as const, ...change(message), text: 'buenas' }
    await house.app.inbox.receiveChange(edit)
    await house.app.inbox.receiveChange(edit)
    expect((await transcriptOf(ana))[0]?.edits).toHaveLength(1)
  })

  it('a deletion is shown, the first time counts', async () => {
    const ana = person()
    const message = inbound(ana, 'hola')
    await says(message)
    const deletedAt = house.clock.now()
    await house.app.inbox.receiveChange({ kind: 'delete', ...change(message) })
    house.clock.advance(hours(1))
    await house.app.inbox.receiveChange({ kind: 'delete', ...change(message) })
    expect((await transcriptOf(ana))[0]).toMatchObject({ deletedAt, content: { text: 'hola' } })
  })

  it('a reaction is one per side, replaced and taken back, never answered', async () => {
    const ana = person()
    const message = inbound(ana, 'hola')
    await says(message)
    const before = (await transcriptOf(ana)).length
    const react = (emoji: string) =>
      house.app.inbox.receiveChange({ kind: 'reaction', ...change(message), emoji })
    await react('👍')
    await react('❤️')
    expect((await transcriptOf(ana))[0]?.reactions).toMatchObject([
      { emoji: '❤️', from: 'contact' },
    ])
    await react('')
    await house.app.settle()
    expect((await transcriptOf(ana))[0]?.reactions).toEqual([])
    expect(await transcriptOf(ana)).toHaveLength(before)
  })

  const queuedBy = async (ana: Person, author: 'bot' | 'agent') => {
    const [conversation] = await conversationsOf(ana)
    if (!conversation) throw new Error('nobody wrote')
    const seq = await house.store.conversations.takeSeqs(conversation.id, 1)
    const row = queuedMessage(conversation, {
      id: house.parts.newId(),
      seq,
      author,
      content: { kind: 'text', text: 'le llamamos mañana' },
      now: house.clock.now(),
    })
    await house.store.messages.insert(row)
    await house.app.settle()
    return row
  }

  it.each(['bot', 'agent'] as const)(
    'a customer changes nothing that the %s said, and may react to it',
    async (author) => {
      const ana = person()
      await says(inbound(ana, 'hola'))
      const { id, providerId } = await queuedBy(ana, author)
      const theirs = { address: address(ana), providerId, at: house.clock.now() }
      await house.app.inbox.receiveChange({ kind: 'edit', ...theirs, text: 'le regalo un año' })
      await house.app.inbox.receiveChange({ kind: 'delete', ...theirs })
      await house.app.inbox.receiveChange({ kind: 'reaction', ...theirs, emoji: '👍' })
      expect(await house.store.messages.byId(id)).toMatchObject({
        content: { text: 'le llamamos mañana' },
        edits: [],
        deletedAt: null,
        reactions: [{ emoji: '👍', from: 'contact' }],
      })
    },
  )

  it('a customer changes nothing in the chat of another', async () => {
    const [ana, eva] = [person(), person()]
    const message = inbound(ana, 'hola')
    await says(message)
    await says(inbound(eva, 'hola'))
    const theirs = { ...change(message), address: address(eva) }
    await house.app.inbox.receiveChange({ kind: 'edit', ...theirs, text: 'no quiero nada' })
    await house.app.inbox.receiveChange({ kind: 'delete', ...theirs })
    await house.app.inbox.receiveChange({ kind: 'reaction', ...theirs, emoji: '👍' })
    expect((await transcriptOf(ana))[0]).toMatchObject({
      content: { text: 'hola' },
      deletedAt: null,
      reactions: [],
    })
  })

  it('a change arrives under the LID of who wrote under the number', async () => {
    const ana = person()
    const message = inbound(ana, 'hola')
    await says(message)
    const underLid = { ...change(message), address: address({ lid: ana.lid }) }
    await house.app.inbox.receiveChange({ kind: 'edit', ...underLid, text: 'buenas' })
    expect((await transcriptOf(ana))[0]).toMatchObject({ content: { text: 'buenas' } })
  })

  it('the paired phone changes what our side said, and only that', async () => {
    const ana = person()
    const message = inbound(ana, 'hola')
    await says(message)
    const { id, providerId } = await queuedBy(ana, 'agent')
    const own = { address: address(ana), at: house.clock.now(), own: true as const }
    await house.app.inbox.receiveChange({ kind: 'edit', ...own, providerId, text: 'hoy' })
    await house.app.inbox.receiveChange({ kind: 'delete', ...own, providerId: message.providerId })
    const reaction = { kind: 'reaction' as const, ...own, providerId: message.providerId }
    await house.app.inbox.receiveChange({ ...reaction, emoji: '👍' })
    expect(await house.store.messages.byId(id)).toMatchObject({ content: { text: 'hoy' } })
    expect((await transcriptOf(ana))[0]).toMatchObject({
      deletedAt: null,
      reactions: [{ emoji: '👍', from: 'agent' }],
    })
  })

  it('a change of a message we never had does nothing', async () => {
    const ana = person()
    await says(inbound(ana, 'hola'))
    await house.app.inbox.receiveChange({
      kind: 'delete',
      ...change(inbound(ana, 'x')),
    })
    await house.app.settle()
    expect(await textsBy(ana, 'contact')).toEqual(['hola'])
  })
})

describe('a message typed on the paired phone', () => {
  const own = (ana: Person, text: string, providerId = `own-${house.parts.newId()}`) => ({
    address: address(ana),
    phone: ana.phone,
    lid: null,
    providerId,
    quotedProviderId: null,
    content: { kind: 'text' as const, text },
    at: house.clock.now(),
  })

  it('is in the transcript once; without a ticket the bot goes on', async () => {
    const ana = person()
    const message = own(ana, 'le llamo mañana')
    await house.app.inbox.receiveOwn(message)
    await house.app.inbox.receiveOwn(message)
    await says(inbound(ana, 'de qué número me escriben'))
    expect(await textsBy(ana, 'agent')).toEqual(['le llamo mañana'])
    expect(await textsBy(ana, 'bot')).toHaveLength(1)
    expect((await transcriptOf(ana))[0]).toMatchObject({ delivery: { status: 'sent' } })
  })

  it('with a ticket is a takeover, noted once: the bot falls silent', async () => {
    const ana = person()
    await says(inbound(ana, 'los voy a denunciar a la arcotel'))
    const spoken = (await textsBy(ana, 'bot')).length
    await house.app.inbox.receiveOwn(own(ana, 'le habla Rosa'))
    await house.app.inbox.receiveOwn(own(ana, 'cuénteme'))
    await says(inbound(ana, 'de qué número me escriben'))
    expect(await textsBy(ana, 'bot')).toHaveLength(spoken)
    const [ticket] = await house.store.tickets.latestOfContact(idOf(await contactOf(ana)), 1)
    expect(ticket?.firstContactAt).toEqual(house.clock.now())
    expect(ticket?.history.filter(({ kind }) => kind === 'taken-over')).toHaveLength(1)
  })

  it('is the last that was said there, and leaves nothing unread', async () => {
    const ana = person()
    await says(inbound(ana, 'hola'))
    house.clock.advance(hours(1))
    await house.app.inbox.receiveOwn(own(ana, 'le habla Rosa'))
    expect((await conversationsOf(ana))[0]).toMatchObject({
      lastMessageAt: house.clock.now(),
      unread: 0,
    })
  })
})
