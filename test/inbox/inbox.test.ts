import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { InboundMessage } from '../../src/domain/inbound.js'
import type { Message } from '../../src/domain/message.js'
import { createInbox } from '../../src/inbox/inbox.js'
import { hours } from '../support/fake-clock.js'
import { startHouse, type House } from '../support/start-chat.js'

let house: House
let last = 0

beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

type Person = { phone: string; lid: string }
const person = (): Person => {
  last += 1
  return {
    phone: `+5939870${String(last).padStart(5, '0')}`,
    lid: String(100_000_000_000_000 + last),
  }
}

type Known = Partial<Pick<Person, 'phone' | 'lid'>>
const address = ({ phone, lid }: Known) => ({
  channel: 'simulator',
  account: 'simulator',
  chat: phone ?? `lid:${lid ?? ''}`,
})

let lastId = 0
const inbound = (
  known: Known,
  text: string,
  more: Partial<InboundMessage> = {},
): InboundMessage => ({
  address: address(known),
  phone: known.phone ?? null,
  lid: known.lid ?? null,
  name: 'Ana',
  providerId: `wa-${++lastId}`,
  quotedProviderId: null,
  content: { kind: 'text', text },
  at: house.clock.now(),
  late: false,
  ...more,
})

/** Stores without waking the engine: what a change of mind meets before the turn. */
const sleepingInbox = () =>
  createInbox({
    ...house.parts,
    rules: () => house.texts.settings,
    wake: () => undefined,
    publish: () => undefined,
  })
const says = async (message: InboundMessage): Promise<void> => {
  await house.app.inbox.receive(message)
  await house.app.settle()
}

const idOf = (record: { id: string } | null | undefined): string => record?.id ?? ''
const contactOf = async ({ phone, lid }: Known) => {
  const byPhone = phone ? await house.store.contacts.byPhone(phone) : null
  return byPhone ?? (lid ? await house.store.contacts.byLid(lid) : null)
}
const conversationsOf = async (known: Known) =>
  house.store.conversations.byContact(idOf(await contactOf(known)))
const transcriptOf = async (known: Known): Promise<Message[]> => {
  const [conversation] = await conversationsOf(known)
  return conversation ? house.store.messages.list(conversation.id, { limit: 200 }) : []
}
const textsBy = async (known: Known, author: Message['author']): Promise<string[]> =>
  (await transcriptOf(known)).flatMap((message) =>
    message.author === author && message.content.kind === 'text' ? [message.content.text] : [],
  )

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

describe('the same message twice', () => {
  it('is one row when it arrives 50 times at once, answered once', async () => {
    const ana = person()
    const message = inbound(ana, 'de qué número me escriben')
    await Promise.all(Array.from({ length: 50 }, () => house.app.inbox.receive(message)))
    await house.app.settle()
    expect(await textsBy(ana, 'contact')).toHaveLength(1)
    expect(await textsBy(ana, 'bot')).toHaveLength(1)
    expect((await conversationsOf(ana))[0]?.unread).toBe(1)
  })
})

describe('an undecryptable stub', () => {
  const stub = { kind: 'unsupported' as const, type: 'undecryptable' }

  it('is kept in silence, then healed under the same id and answered once', async () => {
    const ana = person()
    const message = inbound(ana, 'de qué número me escriben', { content: stub })
    await says(message)
    expect(await textsBy(ana, 'bot')).toEqual([])
    const healed = {
      ...message,
      content: { kind: 'text' as const, text: 'de qué número me escriben' },
    }
    await says(healed)
    await says(healed)
    expect(await textsBy(ana, 'contact')).toEqual(['de qué número me escriben'])
    expect(await textsBy(ana, 'bot')).toHaveLength(1)
  })

  it('never takes the place of the content', async () => {
    const ana = person()
    const message = inbound(ana, 'hola')
    await says(message)
    await says({ ...message, content: stub })
    expect(await textsBy(ana, 'contact')).toEqual(['hola'])
  })
})

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
  const own = (ana: Person, text: string, providerId = `own-${++lastId}`) => ({
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
})

describe('many messages at once', () => {
  it('50 of one customer are 50 turns, each answered once, in the order of the messages', async () => {
    const ana = person()
    const messages = Array.from({ length: 50 }, (_, index) => inbound(ana, `equipos ${index}`))
    await Promise.all(messages.map((message) => house.app.inbox.receive(message)))
    await house.app.settle()
    const transcript = await transcriptOf(ana)
    const said = transcript.filter(({ author }) => author === 'contact')
    expect(said.map(({ content }) => content)).toEqual(messages.map(({ content }) => content))
    expect(new Set(said.map(({ seq }) => seq)).size).toBe(50)
    expect(said.every(({ turn, turnPending }) => turn !== null && !turnPending)).toBe(true)
    const taken = said.map(({ turn }) => turn?.takenAt.getTime() ?? 0)
    expect([...taken].sort((a, b) => a - b)).toEqual(taken)
    const replies = transcript.filter(({ author }) => author === 'bot')
    expect(replies.every(({ delivery }) => delivery?.status !== 'queued')).toBe(true)
  }, 120_000)

  it('two customers do not wait for each other', async () => {
    const [ana, luis] = [person(), person()]
    let release: () => void = () => undefined
    let reached: () => void = () => undefined
    const atTheDoor = new Promise<void>((resolve) => (reached = resolve))
    const held = new Promise<void>((resolve) => (release = resolve))
    const { transaction } = house.store
    let first = true
    const inbox = createInbox({
      ...house.parts,
      rules: () => house.texts.settings,
      store: {
        ...house.store,
        transaction: async (work) => {
          if (first) {
            first = false
            reached()
            await held
          }
          return transaction(work)
        },
      },
      wake: () => undefined,
      publish: () => undefined,
    })
    const slow = inbox.receive(inbound(ana, 'hola'))
    await atTheDoor
    await inbox.receive(inbound(luis, 'hola'))
    expect(await textsBy(luis, 'contact')).toEqual(['hola'])
    expect(await textsBy(ana, 'contact')).toEqual([])
    release()
    await slow
    expect(await textsBy(ana, 'contact')).toEqual(['hola'])
  })
})
