import { describe, expect, it } from '@jest/globals'
import { inLine } from '../../console/src/features/ticket/in-line.js'
import { notShownYet } from '../../console/src/features/ticket/not-shown-yet.js'
import type { Outgoing } from '../../console/src/features/ticket/not-shown-yet.js'
import type { MessageView } from '../../src/api/contract/message.js'

const outgoing = (id: string, text: string, change: Partial<Outgoing> = {}): Outgoing => ({
  id,
  text,
  at: '2026-01-01T00:00:00.000Z',
  state: 'sending',
  failure: null,
  afterSeq: 4,
  ...change,
})

const said = (seq: number, text: string, agentId = 'carla'): MessageView => ({
  id: `m${seq}`,
  seq,
  author: 'agent',
  agent: { id: agentId, name: agentId },
  content: { kind: 'text', text },
  at: '2026-01-01T00:00:00.000Z',
  delivery: null,
  turn: null,
  campaign: null,
  quoted: null,
  edits: [],
  deletedAt: null,
  reactions: [],
})

const idsOf = (shown: Outgoing[]) => shown.map(({ id }) => id)

describe('notShownYet', () => {
  it.each<[string, Outgoing[], MessageView[], string[]]>([
    ['a reply that nobody told of', [outgoing('a', 'Buenas')], [said(3, 'Buenas')], ['a']],
    ['nothing once the conversation has it', [outgoing('a', 'Buenas')], [said(5, 'Buenas')], []],
    [
      'the second of two alike while one is there',
      [outgoing('a', 'Ya'), outgoing('b', 'Ya')],
      [said(5, 'Ya')],
      ['b'],
    ],
    ['what a colleague said as well', [outgoing('a', 'Ya')], [said(5, 'Ya', 'diego')], ['a']],
    [
      'one that failed, to be tried again',
      [outgoing('a', 'Ya', { state: 'failed' })],
      [said(5, 'Ya')],
      ['a'],
    ],
  ])('shows %s', (_what, waiting, messages, shown) => {
    expect(idsOf(notShownYet(waiting, messages, 'carla'))).toEqual(shown)
  })
})

describe('inLine', () => {
  it('begins with a reply when the one before it is through, on each ticket for itself', async () => {
    const events: string[] = []
    let arrive = (): void => undefined
    const first = inLine('carla.1', async () => {
      events.push('first leaves')
      await new Promise<void>((resolve) => {
        arrive = resolve
      })
      events.push('first is there')
    })
    const second = inLine('carla.1', () => {
      events.push('second leaves')
      return Promise.resolve()
    })
    await inLine('carla.2', () => {
      events.push('another ticket')
      return Promise.resolve()
    })
    arrive()
    await Promise.all([first, second])
    expect(events).toEqual(['first leaves', 'another ticket', 'first is there', 'second leaves'])
  })
})
