import { beforeAll, describe, expect, it } from '@jest/globals'
import { loadContent } from '../../src/content/load-content.js'
import { wordsOf } from '../../src/content/words.js'
import { decide } from '../../src/domain/decide/decide.js'
import type { Evidence, Texts } from '../../src/domain/decide/situation.js'
import type { IntentId, Understanding } from '../../src/domain/intent.js'
import type { SurveyResponse } from '../../src/domain/survey.js'
import type { Ticket } from '../../src/domain/ticket.js'
import { aContact, aConversation, aMessage, aTicket } from '../support/builders.js'

const now = new Date('2026-11-18T15:00:00Z')
const hoursAgo = (count: number): Date => new Date(now.getTime() - count * 3_600_000)

let texts: Texts
beforeAll(async () => {
  texts = wordsOf(await loadContent(process.cwd())).texts
})

const understood = (...intents: IntentId[]): Understanding => ({
  intents,
  decision: intents.length > 0 ? 'answer' : 'reject',
  alternatives: intents.map((intent) => ({ intent, score: 0.9 })),
  language: 'es',
  normalized: '',
})

const conversation = aConversation()
const closed = (overrides: Partial<Ticket> = {}): Ticket =>
  aTicket({
    conversationId: conversation.id,
    status: 'closed',
    assigneeId: 'ana',
    createdAt: hoursAgo(30),
    firstContactAt: hoursAgo(20),
    closedAt: hoursAgo(10),
    outcome: 'offer-made',
    ...overrides,
  })

const after = (
  ticket: Ticket,
  text: string,
  intents: IntentId[],
  evidence: Partial<Evidence> = {},
) => {
  const { tickets, notes, replies } = decide({
    now,
    freshId: 'fresh',
    message: aMessage({ content: { kind: 'text', text }, at: now }),
    contact: aContact(),
    conversation,
    understanding: understood(...intents),
    evidence: { ledger: [], responses: [], tickets: [ticket], activeTicket: null, ...evidence },
    texts,
  })
  return { reopens: tickets.map((request) => request.reopens), notes, replies, tickets }
}

describe('a message after the close', () => {
  it.each<[string, string, IntentId[]]>([
    ['thanks', 'muchas gracias por todo', ['gracias']],
    ['a goodbye', 'hasta luego señorita', ['despedida']],
    ['a question that the bot answers', '¿dónde entrego el decodificador?', ['equipos_donde']],
    ['a number, as a rating is', '5', []],
    ['a rating in words', 'cinco', []],
    ['stars', '⭐⭐⭐⭐', []],
    ['a gesture', '👍', []],
    ['a word', 'ok', []],
  ])('opens nothing: %s', (_name, text, intents) => {
    expect(after(closed(), text, intents).tickets).toEqual([])
  })

  it.each<[string, string, IntentId[], string]>([
    ['who asks for the person', 'quiero hablar con un asesor', ['humano'], 'asked-for-human'],
    ['who wants to leave after all', 'quiero cancelar la tv', ['cancelar'], 'wants-to-leave'],
    ['who threatens the regulator', 'voy a la arcotel', ['regulador'], 'regulator-threat'],
    [
      'who tells more about the case',
      'y el descuento del que hablamos desde cuándo corre',
      [],
      'follow-up',
    ],
  ])('goes on with the ticket: %s', (_name, text, intents, reason) => {
    const ticket = closed()
    const { reopens, tickets } = after(ticket, text, intents)
    expect(reopens).toEqual([ticket.id])
    expect(tickets[0]?.reason).toBe(reason)
  })

  it('says until when somebody answers instead of the call script', () => {
    const { replies } = after(closed(), 'y el descuento del que hablamos desde cuándo corre', [])
    expect(replies).toHaveLength(1)
    expect(replies[0]).toContain('19 de noviembre')
  })

  it.each<[string, Partial<Ticket>]>([
    ['after the window', { closedAt: hoursAgo(73) }],
    ['a wrong number', { outcome: 'wrong-number' }],
    ['a ticket that was merged into another', { outcome: null, closeReason: 'merged:4' }],
    ['a task about contact data', { kind: 'contact-data' }],
    ['another conversation', { conversationId: 'another' }],
  ])('does not go on with %s', (_name, overrides) => {
    const { reopens } = after(closed(overrides), 'quiero cancelar la tv', ['cancelar'])
    expect(reopens).toEqual([null])
  })

  it('on the last moment of the window still goes on', () => {
    const ticket = closed({ closedAt: hoursAgo(72) })
    expect(after(ticket, 'quiero cancelar la tv', ['cancelar']).reopens).toEqual([ticket.id])
  })

  it('follows up on nothing when nobody ever wrote to the customer', () => {
    const ticket = closed({ firstContactAt: null })
    expect(after(ticket, 'y el descuento desde cuándo corre', []).tickets).toEqual([])
  })

  it.each<[string, string, IntentId[], boolean]>([
    ['a yes', 'sí', ['si'], true],
    ['words the bot does not know', 'depende', [], true],
    ['thanks', 'gracias', ['gracias'], false],
    ['a question that the bot answers', '¿dónde entrego?', ['equipos_donde'], false],
  ])('that quotes the agent: %s', (_name, text, intents, goesOn) => {
    const ticket = closed()
    const { reopens } = after(ticket, text, intents, { quotesAgent: true })
    expect(reopens).toEqual(goesOn ? [ticket.id] : [])
  })
})

describe('"nobody called me" after the close (domain.md A6)', () => {
  const response: SurveyResponse = {
    id: 'session',
    conversationId: conversation.id,
    contactId: 'x',
    surveyId: 'retencion-tv',
    surveyVersion: 1,
    product: 'tv',
    campaignId: null,
    outcome: 'completed',
    answers: [],
    startedAt: hoursAgo(31),
    endedAt: hoursAgo(30),
    ticketId: null,
  }
  const ask = (ticket: Ticket, endedAt = hoursAgo(30)) =>
    after(ticket, 'nadie me llamó', ['encuesta_sin_contacto'], {
      responses: [{ ...response, endedAt, ticketId: ticket.id }],
    })

  it('says when an agent wrote, and opens the case again', () => {
    const ticket = closed()
    const { notes, reopens } = ask(ticket)
    expect(notes).toContain('say:contactAlreadyMade')
    expect(reopens).toEqual([ticket.id])
  })

  it('keeps the promise when the ticket was closed in time without contact', () => {
    const ticket = closed({ firstContactAt: null, outcome: 'no-contact' })
    const { notes, reopens, tickets } = ask(ticket, hoursAgo(12))
    expect(notes).toContain('say:contactWithinTime')
    expect(reopens).toEqual([ticket.id])
    expect(tickets[0]?.escalated).toBe(false)
  })

  it('escalates that ticket when the time is over', () => {
    const ticket = closed({
      firstContactAt: null,
      outcome: 'no-contact',
      dueAt: hoursAgo(6),
    })
    const { notes, reopens, tickets } = ask(ticket)
    expect(notes).toContain('say:contactOverdueEscalated')
    expect(reopens).toEqual([ticket.id])
    expect(tickets[0]).toMatchObject({ escalated: true, queue: 'com-campanas-especificas' })
  })
})
