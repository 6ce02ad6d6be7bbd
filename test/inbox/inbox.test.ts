import { describe, expect, it } from '@jest/globals'
import { createInbox } from '../../src/inbox/inbox.js'
import {
  conversationsOf,
  house,
  inbound,
  person,
  says,
  textsBy,
  transcriptOf,
  useInbox,
} from './use-inbox.js'

useInbox()

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
