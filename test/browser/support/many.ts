import type { Page, Route } from 'playwright-core'

const startedAt = Date.parse('2026-11-20T15:00:00.000Z')
const minuteMs = 60_000

/** An open ticket as the API presents it. `place` orders it by due time. */
const manyTicket = (place: number) => ({
  id: `many-${place}`,
  number: 1_000 + place,
  kind: 'retention-survey',
  queue: 'retention',
  status: 'open',
  priority: 'high',
  reason: 'survey-completed',
  product: place % 2 === 0 ? 'tv' : 'movil',
  contact: {
    id: `contact-${place}`,
    name: `Cliente ${place}`,
    phone: null,
    phoneDisplay: '+593 •• ••• 0001',
    phoneMasked: true,
  },
  assignee: null,
  conversationId: `conversation-${place}`,
  channel: 'simulator',
  createdAt: new Date(startedAt).toISOString(),
  dueAt: new Date(startedAt + 30 * 24 * 60 * minuteMs + place * minuteMs).toISOString(),
  claimedAt: null,
  firstContactAt: null,
  closedAt: null,
  outcome: null,
  closeReason: null,
  escalatedAt: null,
  waitingUntil: null,
  reopenUntil: null,
  clocks: [],
  answers: [],
  history: [],
  tags: [],
  unread: 0,
  lastMessage: null,
  version: 1,
})

const manyMessage = (seq: number) => ({
  id: `message-${seq}`,
  seq,
  author: seq % 3 === 0 ? 'bot' : 'contact',
  agent: null,
  content: { kind: 'text', text: `Mensaje ${seq} ${'con más palabras '.repeat(seq % 7)}` },
  at: new Date(startedAt + seq * minuteMs).toISOString(),
  delivery: null,
  turn: null,
  campaign: null,
  quoted: null,
  edits: [],
  deletedAt: null,
  reactions: [],
})

const answer = (route: Route, body: unknown) =>
  route.fulfill({ status: 200, contentType: 'application/json', body: JSON.stringify(body) })

/** Gives this page a queue of free tickets `first`, `first + 1`, …, in pages, as the API would. */
export const withTickets = async (page: Page, count: number): Promise<void> => {
  await page.route(/\/api\/tickets\?/, (route) => {
    const query = new URL(route.request().url()).searchParams
    if (query.get('status') !== 'open') return route.continue()
    const from = Number(query.get('after') ?? 0)
    const to = Math.min(count, from + Number(query.get('limit')))
    const items = Array.from({ length: to - from }, (_, index) => manyTicket(from + index))
    return answer(route, { items, next: to < count ? String(to) : null })
  })
}

/** Gives every conversation of this page so many messages, in pages, as the API would. */
export const withMessages = async (page: Page, howMany: () => number): Promise<void> => {
  await page.route(/\/api\/conversations\/[^/]+\/messages\?/, (route) => {
    const count = howMany()
    const query = new URL(route.request().url()).searchParams
    const before = Number(query.get('before') ?? count + 1)
    const first = Math.max(1, before - Number(query.get('limit')))
    const items = Array.from({ length: before - first }, (_, index) => manyMessage(first + index))
    return answer(route, { items, next: null, previous: first > 1 ? String(first) : null })
  })
}
