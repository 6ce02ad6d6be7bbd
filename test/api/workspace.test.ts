import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { bulkView } from '../../src/api/contract/bulk.js'
import { cannedReplyPage, filledReplyPage } from '../../src/api/contract/canned-reply.js'
import { draftPage, draftView, savedDraftView } from '../../src/api/contract/draft.js'
import { mentionPage, notePage, noteView } from '../../src/api/contract/note.js'
import { savedView, savedViewPage } from '../../src/api/contract/saved-view.js'
import { tagPage, tagView } from '../../src/api/contract/tag.js'
import { ticketCountsView, type TicketCountsView } from '../../src/api/contract/ticket-filter.js'
import { ticketPage, ticketView } from '../../src/api/contract/ticket.js'
import { viewersView } from '../../src/api/contract/viewer.js'
import { eventually } from '../browser/support/eventually.js'
import { startApi } from '../support/api.js'
import type { TestApi } from '../support/api.js'
import { openCase } from '../support/case.js'

let api: TestApi
let carla: Awaited<ReturnType<TestApi['signIn']>>
let luis: typeof carla
let supervisor: typeof carla
let admin: typeof carla

beforeAll(async () => {
  api = await startApi()
  carla = await api.signIn({ name: 'Carla' })
  luis = await api.signIn({ name: 'Luis' })
  supervisor = await api.signIn({ role: 'supervisor' })
  admin = await api.signIn({ role: 'admin' })
})
afterAll(() => api.stop())

const claimed = async () => {
  const one = await openCase(api.store)
  await carla.send('POST', `/api/tickets/${one.ticket.id}/claim`)
  return one
}

it.each([
  ['GET', '/api/mentions'],
  ['GET', '/api/tags'],
  ['GET', '/api/views'],
  ['GET', '/api/drafts'],
  ['GET', '/api/canned-replies'],
  ['GET', '/api/tickets/counts'],
  ['GET', '/api/colleagues'],
  ['GET', '/api/conversations/x/customer'],
  ['POST', '/api/tickets/bulk'],
  ['POST', '/api/tickets/x/attachments'],
  ['POST', '/api/tickets/x/viewing'],
] as const)('%s %s is 401 without a session', async (method, path) => {
  const stranger = api.stranger()
  const answer = method === 'GET' ? await stranger.get(path) : await stranger.send(method, path, {})
  expect(answer.status).toBe(401)
})

describe('notes and mentions', () => {
  it('are read by colleagues, never by the customer, and tell who was mentioned', async () => {
    const { ticket, conversation } = await claimed()
    const path = `/api/conversations/${conversation.id}/notes`
    const note = {
      text: 'Ojo @Luis',
      mentions: [luis.agent.id],
      ticketId: ticket.id,
      id: 'note-0001',
    }
    const heard: string[] = []
    const leave = api.feed.subscribe((event) => {
      heard.push(`${event.kind} ${event.toAgentId ?? ''}`.trim())
    })
    const first = await carla.send('POST', path, note)
    const again = await carla.send('POST', path, note)
    leave()
    expect([first.status, again.status]).toEqual([201, 201])
    expect(noteView.parse(again.body)).toEqual(noteView.parse(first.body))
    expect(heard).toEqual(['note.added', `mention.added ${luis.agent.id}`])
    expect(notePage.parse((await carla.get(path)).body).items).toHaveLength(1)
    expect((await luis.get(path)).status).toBe(404)
    const messages = await carla.get(`/api/conversations/${conversation.id}/messages`)
    expect(JSON.stringify(messages.body)).not.toContain('Ojo')
    expect(await api.store.messages.list(conversation.id, { limit: 9 })).toHaveLength(1)

    const mine = mentionPage.parse((await luis.get('/api/mentions?unread=true')).body)
    expect(mine.items.map((mention) => mention.note.text)).toEqual(['Ojo @Luis'])
    expect((await carla.get('/api/mentions/unread')).body).toEqual({ unread: 0 })
    expect((await luis.get('/api/mentions/unread')).body).toEqual({ unread: 1 })
    const ids = mine.items.map(({ id }) => id)
    expect((await carla.send('POST', '/api/mentions/read', { ids })).body).toEqual({ unread: 0 })
    expect((await luis.get('/api/mentions/unread')).body).toEqual({ unread: 1 })
    const told: string[] = []
    const stop = api.feed.subscribe(({ kind, toAgentId }) => {
      told.push(`${kind} ${toAgentId ?? ''}`)
    })
    expect((await luis.send('POST', '/api/mentions/read', { ids })).body).toEqual({ unread: 0 })
    expect((await luis.send('POST', '/api/mentions/read', {})).body).toEqual({ unread: 0 })
    stop()
    expect(told).toEqual([`mention.read ${luis.agent.id}`])
    expect(
      mentionPage.parse((await luis.get('/api/mentions')).body).items[0]?.readAt,
    ).not.toBeNull()

    const noteId = noteView.parse(first.body).id
    expect((await supervisor.send('DELETE', `/api/notes/${noteId}`)).status).toBe(403)
    const gone = noteView.parse((await carla.send('DELETE', `/api/notes/${noteId}`)).body)
    expect([gone.text, gone.deletedAt === null]).toEqual(['', false])
  })

  it('refuse who does not work here, a ticket of another conversation, and who may not read it', async () => {
    const { conversation } = await claimed()
    const other = await openCase(api.store)
    const path = `/api/conversations/${conversation.id}/notes`
    const write = (body: object) => carla.send('POST', path, { text: 'x', ...body })
    expect((await write({ mentions: ['nobody'] })).status).toBe(400)
    expect((await write({ ticketId: other.ticket.id })).status).toBe(400)
    expect((await write({ text: ' ' })).status).toBe(400)
    expect((await luis.send('POST', path, { text: 'x' })).status).toBe(404)
  })
})

describe('tags', () => {
  it('are kept by admins, put on tickets by who may read them, and narrow the list', async () => {
    const wanted = { name: 'Precio', colour: 'orange' }
    expect((await supervisor.send('POST', '/api/tags', wanted)).status).toBe(403)
    const tag = tagView.parse((await admin.send('POST', '/api/tags', wanted)).body)
    const twin = await admin.send('POST', '/api/tags', { name: ' PRECIO', colour: 'red' })
    expect(twin.status).toBe(409)
    const { ticket } = await claimed()
    const path = `/api/tickets/${ticket.id}/tags`
    const tagged = await carla.send('POST', path, { add: [tag.id] })
    expect(ticketView.parse(tagged.body).tags).toEqual([tag.id])
    expect((await luis.send('POST', path, { add: [tag.id] })).status).toBe(403)
    expect((await carla.send('POST', path, { add: ['unknown'] })).status).toBe(400)
    const found = ticketPage.parse((await luis.get(`/api/tickets?tag=${tag.id}`)).body)
    expect(found.items.map(({ id }) => id)).toEqual([ticket.id])
    await admin.send('PATCH', `/api/tags/${tag.id}`, { archived: true })
    const [archived] = tagPage.parse((await carla.get('/api/tags')).body).items
    expect(archived?.archivedAt).not.toBeNull()
    const off = await carla.send('POST', path, { remove: [tag.id] })
    expect(ticketView.parse(off.body).tags).toEqual([])
    expect((await carla.send('POST', path, { add: [tag.id] })).status).toBe(400)
  })
})

describe('GET /api/tickets with filters', () => {
  it('narrows by product, kind, due time and the customer’s name without accents', async () => {
    const past = await openCase(api.store, {
      ticket: { product: 'movil', kind: 'cancellation', dueAt: new Date('2020-01-01T00:00:00Z') },
    })
    await api.store.contacts.update(past.contact.id, { name: 'Ñusta Yupanqui' })
    const ids = async (query: string) =>
      ticketPage.parse((await luis.get(`/api/tickets?${query}`)).body).items.map(({ id }) => id)
    const wanted = 'product=movil,tv&kind=cancellation,regulator&due=overdue&search=nusta%20yup'
    expect(await ids(wanted)).toEqual([past.ticket.id])
    expect(await ids(`${wanted}&due=week`.replace('due=overdue&', ''))).toEqual([])
    expect(await ids('search=r')).toEqual([])
    expect((await luis.get('/api/tickets?kind=none')).status).toBe(400)
  })

  it('does not find a hidden phone', async () => {
    const { ticket, contact } = await claimed()
    const path = `/api/tickets?search=${encodeURIComponent(contact.phone ?? '')}`
    const ids = (body: unknown) => ticketPage.parse(body).items.map(({ id }) => id)
    expect(ids((await carla.get(path)).body)).toEqual([ticket.id])
    expect(ids((await luis.get(path)).body)).toEqual([])
    expect(ids((await supervisor.get(path)).body)).toEqual([ticket.id])
  })
})

describe('GET /api/tickets/counts', () => {
  it('counts by queue, what is mine and what is free', async () => {
    await claimed()
    await openCase(api.store)
    const before = ticketCountsView.parse((await carla.get('/api/tickets/counts')).body)
    expect(before.all.claimed).toBeGreaterThanOrEqual(before.mine.claimed)
    expect(before.mine.claimed).toBeGreaterThan(0)
    expect(before.free).toBe(before.all.open)
    expect(before.queues['retention']?.open).toBe(before.all.open)
    const { tv, movil } = before.products
    expect(movil).toEqual({ open: 1, claimed: 0, waiting: 0, overdue: 1 })
    expect(tv.open + movil.open).toBe(before.all.open)
    expect(tv.claimed).toBe(before.all.claimed)
    const others = ticketCountsView.parse((await luis.get('/api/tickets/counts')).body)
    expect(others.mine.claimed).toBe(0)
  })

  it('counts the closed ones and what each of my views holds', async () => {
    const rosa = await api.signIn({ name: 'Rosa' })
    const view = async (name: string, filter: Record<string, string>) =>
      savedView.parse((await rosa.send('POST', '/api/views', { name, filter })).body).id
    const taken = await view('En curso', { assignee: 'me', status: 'claimed,waiting' })
    const ended = await view('Terminados', { assignee: 'me', status: 'closed' })
    const found = await view('De Zoila', { search: 'zoila' })
    // On a busy machine a count may be the one from before, and who asks next has the new one.
    const counts = (isThere: (counted: TicketCountsView) => boolean) =>
      eventually(
        async () => ticketCountsView.parse((await rosa.get('/api/tickets/counts')).body),
        isThere,
      )
    const before = await counts(({ closed }) => closed.count !== null)
    const { ticket, contact } = await openCase(api.store)
    await api.store.contacts.update(contact.id, { name: 'Zoila Andrade' })
    await rosa.send('POST', `/api/tickets/${ticket.id}/claim`)
    const claimed = await counts(
      ({ views }) => views[taken]?.count === 1 && views[found]?.count === 1,
    )
    expect(claimed.views).toMatchObject({
      [taken]: { count: 1, capped: false },
      [ended]: { count: 0, capped: false },
      [found]: { count: 1, capped: false },
    })
    const end = { outcome: 'saved', reason: 'x' }
    expect((await rosa.send('POST', `/api/tickets/${ticket.id}/close`, end)).status).toBe(200)
    const closed = { count: (before.closed.count ?? 0) + 1, capped: false }
    const after = await counts(
      (counted) => counted.views[ended]?.count === 1 && counted.closed.count === closed.count,
    )
    expect(after).toMatchObject({
      views: { [taken]: { count: 0 }, [ended]: { count: 1 }, [found]: { count: 1 } },
      closed,
    })
    const theirs = ticketCountsView.parse((await luis.get('/api/tickets/counts')).body)
    expect(Object.keys(theirs.views)).not.toContain(taken)
  })

  it('are never from before a change that the one who asks has heard of', async () => {
    const counts = async () =>
      ticketCountsView.parse((await carla.get('/api/tickets/counts')).body).all.claimed
    for (let round = 0; round < 3; round += 1) {
      const [before] = await Promise.all([counts(), counts()])
      await claimed()
      const asked = await Promise.all([counts(), counts(), counts()])
      expect(asked).toEqual([before + 1, before + 1, before + 1])
    }
  })
})

describe('saved views', () => {
  it('are an agent’s own, or shared by supervisors', async () => {
    const mine = { name: 'Mis TV', filter: { product: 'tv', assignee: 'me' } }
    const view = savedView.parse((await carla.send('POST', '/api/views', mine)).body)
    expect(view).toMatchObject({ ...mine, shared: false, mayChange: true })
    const toAll = { name: 'Vencidos', filter: { due: 'overdue' }, shared: true }
    expect((await carla.send('POST', '/api/views', toAll)).status).toBe(403)
    expect((await carla.send('POST', '/api/views', { ...mine, filter: { x: '1' } })).status).toBe(
      400,
    )
    const shared = savedView.parse((await supervisor.send('POST', '/api/views', toAll)).body)
    const seen = savedViewPage.parse((await carla.get('/api/views')).body).items
    expect(seen.map(({ name, mayChange }) => [name, mayChange])).toEqual([
      ['Mis TV', true],
      ['Vencidos', false],
    ])
    expect(savedViewPage.parse((await luis.get('/api/views')).body).items).toHaveLength(1)
    const rename = (client: typeof carla, id: string) =>
      client.send('PATCH', `/api/views/${id}`, { name: 'Otra' })
    expect((await rename(carla, shared.id)).status).toBe(403)
    expect((await rename(luis, view.id)).status).toBe(404)
    expect(savedView.parse((await rename(carla, view.id)).body).name).toBe('Otra')
    expect((await carla.send('PATCH', `/api/views/${view.id}`, { shared: true })).status).toBe(403)
    expect((await admin.send('DELETE', `/api/views/${shared.id}`)).status).toBe(204)
    expect((await carla.send('DELETE', `/api/views/${view.id}`)).status).toBe(204)
  })
})

describe('canned replies', () => {
  it('come filled in for the ticket, and say what is missing', async () => {
    const { ticket } = await claimed()
    const path = `/api/tickets/${ticket.id}/canned-replies`
    const { items } = filledReplyPage.parse((await carla.get(path)).body)
    const [greeting, deadline] = items
    expect(greeting?.text).toMatch(/^Buen.*, Rosa Quishpe\. Le saluda Carla\.$/)
    expect(deadline).toMatchObject({ text: null, missing: [{ name: 'plazo' }] })
    expect((await luis.get(path)).status).toBe(403)
    const sent = await carla.send('POST', `/api/tickets/${ticket.id}/messages`, {
      text: 'Hola, {nombre}',
    })
    expect([sent.status, sent.body['unfilledVariables']]).toEqual([422, ['nombre']])
    expect(sent.body['reason']).toBe('unfilled-variables')
  })

  it('are written over by admins, never with unknown variables or forbidden words', async () => {
    const change = (client: typeof carla, text: string) =>
      client.send('PATCH', '/api/canned-replies/saludo', { text: { es: text, pt: null } })
    expect((await change(supervisor, 'Hola')).status).toBe(403)
    expect((await change(admin, 'Hola, {nombr}')).status).toBe(400)
    expect((await change(admin, 'Usted está en riesgo')).status).toBe(422)
    expect((await change(admin, 'Buenas')).body).toMatchObject({
      seed: true,
      text: { es: 'Buenas' },
    })
    const list = async (query = '') =>
      cannedReplyPage.parse((await carla.get(`/api/canned-replies${query}`)).body).items
    expect((await list('?search=buenas')).map(({ id }) => id)).toEqual(['saludo'])
    const added = { shortcut: 'saludo', title: 'X', step: 'answer', text: { es: 'X' } }
    expect((await admin.send('POST', '/api/canned-replies', added)).status).toBe(409)
    await admin.send('PATCH', '/api/canned-replies/saludo', { disabled: true })
    expect((await list()).map(({ id }) => id)).toEqual(['plazo'])
    expect(await list('?disabled=true')).toHaveLength(2)
    expect((await admin.send('DELETE', '/api/canned-replies/saludo')).status).toBe(204)
    expect((await list())[0]?.text.es).toContain('{agente}')
  })
})

describe('drafts', () => {
  it('are for their writer alone and end when the message is sent', async () => {
    const { ticket } = await claimed()
    const path = `/api/tickets/${ticket.id}/draft`
    const save = async (text: string, version: number) =>
      savedDraftView.parse((await carla.send('POST', path, { text, version })).body)
    expect(draftView.parse((await carla.get(path)).body)).toMatchObject({ text: '', version: 0 })
    expect((await save('Buenos', 0)).version).toBe(1)
    expect(await save('Otra pantalla', 0)).toMatchObject({ version: 2, replaced: 'Buenos' })
    expect(draftView.parse((await supervisor.get(path)).body).text).toBe('')
    expect(draftPage.parse((await carla.get('/api/drafts')).body).items).toHaveLength(1)
    expect(draftPage.parse((await supervisor.get('/api/drafts')).body).items).toEqual([])
    await carla.send('POST', `/api/tickets/${ticket.id}/messages`, { text: 'Otra pantalla' })
    expect(draftView.parse((await carla.get(path)).body)).toMatchObject({ text: '', version: 3 })
    expect(await save('Otra pantalla', 2)).toMatchObject({ dropped: true, text: '' })
    expect(draftPage.parse((await carla.get('/api/drafts')).body).items).toEqual([])
    expect((await carla.send('POST', path, { text: 'x'.repeat(4097), version: 0 })).status).toBe(
      400,
    )
  })
})

describe('who else is looking', () => {
  it('shows the others, tells who comes, types and goes, and nothing in between', async () => {
    const { ticket } = await claimed()
    const path = `/api/tickets/${ticket.id}/viewing`
    const heard: string[] = []
    const leave = api.feed.subscribe((event) => heard.push(`${event.kind} ${event.agentId ?? ''}`))
    const look = async (client: typeof carla, typing: boolean) =>
      viewersView.parse((await client.send('POST', path, { typing })).body).items
    expect(await look(carla, false)).toEqual([])
    expect((await look(luis, true))[0]?.agent.name).toBe('Carla')
    expect(await look(carla, false)).toEqual([
      expect.objectContaining({ agent: { id: luis.agent.id, name: 'Luis' }, typing: true }),
    ])
    await look(luis, true)
    await look(luis, false)
    expect((await luis.send('DELETE', path)).status).toBe(204)
    await luis.send('DELETE', path)
    leave()
    const [of, by] = [`viewers.changed ${carla.agent.id}`, `viewers.changed ${luis.agent.id}`]
    expect(heard).toEqual([of, by, by, by])
    const others = await carla.get(`/api/tickets/${ticket.id}/viewers`)
    expect(viewersView.parse(others.body).items).toEqual([])
  })
})

describe('POST /api/tickets/bulk', () => {
  it('does each by itself and says what did not succeed and why', async () => {
    const [free, taken] = [await openCase(api.store), await openCase(api.store)]
    await luis.send('POST', `/api/tickets/${taken.ticket.id}/claim`)
    const ticketIds = [taken.ticket.id, free.ticket.id, 'missing']
    const answer = await carla.send('POST', '/api/tickets/bulk', { action: 'claim', ticketIds })
    const { done, doneIds, failed } = bulkView.parse(answer.body)
    expect(done.map(({ id }) => id)).toEqual([free.ticket.id])
    expect(doneIds).toEqual([free.ticket.id])
    expect(failed).toEqual([
      expect.objectContaining({
        ticketId: taken.ticket.id,
        code: 'conflict',
        winner: { id: luis.agent.id, name: 'Luis' },
      }),
      expect.objectContaining({ ticketId: 'missing', code: 'not-found' }),
    ])
  })

  it('snoozes, transfers and releases what one has, and closes nothing', async () => {
    const { ticket } = await claimed()
    const ticketIds = [ticket.id]
    const bulk = (body: object) => carla.send('POST', '/api/tickets/bulk', { ticketIds, ...body })
    const until = new Date(Date.now() + 3_600_000).toISOString()
    const snoozed = bulkView.parse((await bulk({ action: 'snooze', until })).body)
    expect(snoozed.done[0]).toMatchObject({ status: 'waiting', waitingUntil: until })
    const passed = await bulk({ action: 'transfer', to: luis.agent.id, note: 'Habla portugués' })
    expect(bulkView.parse(passed.body).done[0]?.assignee?.id).toBe(luis.agent.id)
    const refused = bulkView.parse((await bulk({ action: 'release' })).body)
    expect(refused.failed).toHaveLength(1)
    expect((await bulk({ action: 'close' })).status).toBe(400)
    expect(
      (await carla.send('POST', '/api/tickets/bulk', { action: 'claim', ticketIds: [] })).status,
    ).toBe(400)
  })
})
