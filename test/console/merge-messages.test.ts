import { describe, expect, it } from '@jest/globals'
import {
  addOne,
  mergeNewest,
  prependOlder,
} from '../../console/src/lib/conversation/merge-messages.js'
import type { MessagePage } from '../../src/api/contract/conversation.js'
import type { MessageView } from '../../src/api/contract/message.js'

const message = (seq: number, text = `message ${seq}`): MessageView => ({
  id: `m${seq}`,
  seq,
  author: 'contact',
  agent: null,
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

const page = (from: number, to: number, previous: string | null = null): MessagePage => ({
  items: Array.from({ length: to - from + 1 }, (_, index) => message(from + index)),
  next: null,
  previous,
})

const seqs = (held: { items: MessageView[] }) => held.items.map(({ seq }) => seq)

describe('mergeNewest', () => {
  it('keeps what is older and takes the newest page as it is now', () => {
    const edited = { ...page(3, 5), items: [message(3), message(4, 'edited'), message(5)] }
    const held = mergeNewest(mergeNewest(undefined, page(2, 4, '2')), edited)
    expect(seqs(held)).toEqual([2, 3, 4, 5])
    expect(held.items[2]?.content).toEqual({ kind: 'text', text: 'edited' })
    expect(held.previous).toBe('2')
  })

  it('joins a page that begins right after what is held', () => {
    expect(seqs(mergeNewest({ items: page(1, 3).items, previous: null }, page(4, 5, '4')))).toEqual(
      [1, 2, 3, 4, 5],
    )
  })

  it('starts anew after a long absence rather than hide a gap', () => {
    const held = mergeNewest({ items: page(1, 3).items, previous: null }, page(9, 10, '9'))
    expect(seqs(held)).toEqual([9, 10])
    expect(held.previous).toBe('9')
  })
})

describe('prependOlder', () => {
  it('puts the older page before, each message once', () => {
    const held = prependOlder({ items: page(4, 5).items, previous: '4' }, page(2, 4, '2'))
    expect(seqs(held)).toEqual([2, 3, 4, 5])
    expect(held.previous).toBe('2')
  })
})

describe('addOne', () => {
  it('adds a message in its place, once', () => {
    const once = addOne({ items: [message(1), message(3)], previous: null }, message(2))
    expect(seqs(addOne(once, message(2)))).toEqual([1, 2, 3])
  })
})
