import { describe, expect, it } from '@jest/globals'
import { writeDraft } from '../../src/domain/reply-draft.js'
import type { ReplyDraft } from '../../src/domain/reply-draft.js'

const now = new Date('2026-11-22T12:00:00Z')

const aDraft = (overrides: Partial<ReplyDraft> = {}): ReplyDraft => ({
  id: 'ana/t1',
  agentId: 'ana',
  ticketId: 't1',
  text: 'Buenos',
  version: 3,
  sentVersion: 0,
  updatedAt: now,
  ...overrides,
})

const write = (current: ReplyDraft | null, text: string, version: number) =>
  writeDraft(current, { agentId: 'ana', ticketId: 't1', text, version }, now)

describe('writeDraft', () => {
  it('begins with version 1', () => {
    const { draft, replaced, dropped } = write(null, 'B', 0)
    expect([draft.id, draft.text, draft.version]).toEqual(['ana/t1', 'B', 1])
    expect([replaced, dropped]).toEqual([null, false])
  })

  it.each([
    ['goes on from the latest', 'Buenos días', 3, null],
    ['overtakes another screen and gives its words back', 'Hola', 1, 'Buenos'],
    ['repeats the same words', 'Buenos', 1, null],
  ])('%s', (_what, text, version, replaced) => {
    const saved = write(aDraft(), text, version)
    expect(saved).toMatchObject({ replaced, dropped: false, draft: { text, version: 4 } })
  })

  it('drops what was written before the last message was sent', () => {
    const sent = aDraft({ text: '', version: 5, sentVersion: 5 })
    expect(write(sent, 'Buenos días', 4)).toEqual({ draft: sent, replaced: null, dropped: true })
    expect(write(sent, 'Otra cosa', 5)).toMatchObject({ dropped: false, draft: { version: 6 } })
  })
})
