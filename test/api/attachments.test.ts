import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { messagePage } from '../../src/api/contract/conversation.js'
import { customerView } from '../../src/api/contract/customer.js'
import { messageView } from '../../src/api/contract/message.js'
import { authenticityReportPage, unansweredPage } from '../../src/api/contract/report.js'
import { queuedMessage } from '../../src/domain/queued-message.js'
import { startApi } from '../support/api.js'
import type { TestApi } from '../support/api.js'
import { newId } from '../support/builders.js'
import { openCase } from '../support/case.js'
import { aLedgerRow } from '../support/records.js'

let api: TestApi
let carla: Awaited<ReturnType<TestApi['signIn']>>
let luis: typeof carla
let supervisor: typeof carla

beforeAll(async () => {
  api = await startApi()
  carla = await api.signIn({ name: 'Carla' })
  luis = await api.signIn({ name: 'Luis' })
  supervisor = await api.signIn({ role: 'supervisor', name: 'Sara' })
})
afterAll(() => api.stop())

const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(100, 1)])
const base64 = (file: Buffer | string) => Buffer.from(file).toString('base64')

const claimed = async () => {
  const one = await openCase(api.store)
  await carla.send('POST', `/api/tickets/${one.ticket.id}/claim`)
  return { ...one, path: `/api/tickets/${one.ticket.id}/attachments` }
}

describe('POST /api/tickets/:ticketId/attachments', () => {
  it('queues the file as one message under the same id, and serves it to who may read it', async () => {
    const { conversation, path } = await claimed()
    const file = {
      kind: 'image',
      base64: base64(jpeg),
      fileName: '../../acta.exe',
      caption: 'Acta',
    }
    const first = await carla.send('POST', path, { ...file, id: 'file-0001' })
    const again = await carla.send('POST', path, { ...file, id: 'file-0001' })
    expect([first.status, again.status]).toEqual([201, 201])
    const message = messageView.parse(first.body)
    expect(messageView.parse(again.body).id).toBe(message.id)
    expect(message).toMatchObject({
      author: 'agent',
      content: { kind: 'image', fileName: 'acta.jpg', caption: 'Acta', bytes: jpeg.length },
      delivery: { status: 'queued' },
    })
    const read = (client: typeof carla) => client.get(`/api/media/${message.id}`)
    expect((await read(carla)).headers.get('content-type')).toBe('image/jpeg')
    expect((await read(luis)).status).toBe(404)
    expect(await api.store.messages.list(conversation.id, { after: 1, limit: 9 })).toHaveLength(1)
  })

  it('is 403 for who does not have the ticket', async () => {
    const { path } = await claimed()
    const file = { kind: 'image', base64: base64(jpeg) }
    expect((await luis.send('POST', path, file)).status).toBe(403)
  })

  it.each([
    ['a page', 'document', '<!doctype html><script>alert(1)</script>', 415],
    ['a drawing that can run', 'image', '<svg xmlns="x" onload="alert(1)"/>', 415],
    ['a program', 'document', 'MZ\u0090\u0000', 415],
    ['too large an image', 'image', Buffer.concat([jpeg, Buffer.alloc(5 * 1024 * 1024)]), 413],
  ])('refuses %s', async (_what, kind, file, status) => {
    const { path, conversation } = await claimed()
    const answer = await carla.send('POST', path, { kind, base64: base64(file), fileName: 'a.jpg' })
    expect(answer.status).toBe(status)
    expect(await api.store.messages.list(conversation.id, { after: 1, limit: 9 })).toEqual([])
  })

  it('does not pass on a campaign’s piece, whatever it is called now', async () => {
    const piece = Buffer.concat([jpeg, Buffer.from('campaña')])
    await api.store.media.insert({
      id: newId(),
      mimeType: 'image/jpeg',
      bytes: piece,
      fileName: 'aniversario.jpg',
      createdAt: new Date(),
      referenceOnly: true,
    })
    const { path } = await claimed()
    const answer = await carla.send('POST', path, { kind: 'image', base64: base64(piece) })
    expect([answer.status, answer.body['code']]).toEqual([422, 'refused'])
    expect(answer.body['reason']).toBe('reference-only')
  })
})

describe('a campaign’s piece in a conversation', () => {
  /** As a campaign sends it to the customer. */
  const sendPiece = async (mimeType: string, kind: 'image' | 'document') => {
    const { conversation, contact } = await claimed()
    const mediaId = newId()
    const bytes = Buffer.concat([jpeg, Buffer.from(mediaId)])
    await api.store.media.insert({
      id: mediaId,
      mimeType,
      bytes,
      fileName: 'pieza',
      createdAt: new Date(),
      referenceOnly: true,
    })
    const id = newId()
    await api.store.messages.insert(
      queuedMessage(conversation, {
        id,
        seq: 2,
        author: 'campaign',
        content: { kind, media: { mediaId, mimeType, bytes: bytes.length } },
        now: new Date(),
        campaignId: 'aniversario:1',
      }),
    )
    return { id, conversation, contact }
  }
  const seen = async (client: typeof carla, conversationId: string) => {
    const path = `/api/conversations/${conversationId}/messages`
    return messagePage.parse((await client.get(path)).body).items
  }

  it('is marked where it is stored and where it is shown, and can be looked at', async () => {
    const { id, conversation } = await sendPiece('image/jpeg', 'image')
    const stored = await api.store.messages.byId(id)
    expect(stored?.content).toMatchObject({ media: { referenceOnly: true } })
    const shown = (await seen(carla, conversation.id)).find((message) => message.id === id)
    expect(shown?.content).toMatchObject({ kind: 'image', referenceOnly: true })
    const file = await carla.get(`/api/media/${id}`)
    expect([file.status, file.headers.get('content-disposition')]).toEqual([200, 'inline'])
  })

  it('is never handed out as a file to save', async () => {
    const { id } = await sendPiece('application/pdf', 'document')
    const file = await carla.get(`/api/media/${id}`)
    expect([file.status, file.body['reason']]).toEqual([403, 'reference-only'])
  })

  it('differs from what agents and customers send', async () => {
    const { path, conversation } = await claimed()
    await carla.send('POST', path, { kind: 'image', base64: base64(jpeg), fileName: 'a.jpg' })
    const items = await seen(carla, conversation.id)
    expect(items.at(-1)?.content).toMatchObject({ kind: 'image', referenceOnly: false })
  })
})

describe('GET /api/conversations/:conversationId/customer', () => {
  it('answers the whole card at once, masked for who may not see the number', async () => {
    const { contact, conversation, ticket } = await claimed()
    await api.store.contacts.update(contact.id, {
      nationalId: '1716568499',
      optedOutAt: new Date('2026-11-20T00:00:00Z'),
      services: [
        {
          kind: 'movil',
          number: '0987654321',
          since: new Date('2026-05-10T00:00:00Z'),
          retiredAt: null,
          equipment: { charged: true, delivered: false, deadline: null },
          permanence: { months: 9, tiers: [{ upToMonth: 24, fee: 50, feeWithTax: 58 }] },
          electronicInvoice: 'a@example.test',
        },
      ],
    })
    const row = { phone: contact.phone ?? '', product: null, campaignKind: 'equipment-recovery' }
    await api.store.ledger.addMissing([aLedgerRow({ ...row, campaignKind: 'equipment-recovery' })])
    const note = { text: 'Prefiere la tarde', ticketId: ticket.id }
    await carla.send('POST', `/api/conversations/${conversation.id}/notes`, note)
    const path = `/api/conversations/${conversation.id}/customer`
    const card = customerView.parse((await carla.get(path)).body)
    expect(card).toMatchObject({
      contact: { phone: contact.phone, phoneMasked: false },
      nationalId: '1716568499',
      consent: { mayReceiveCampaigns: false },
      services: [
        { number: '+593 98 765 4321', permanence: { fee: 50 }, equipment: { charged: true } },
      ],
      campaigns: [{ kind: 'equipment-recovery' }],
      equipmentNotices: [{ status: 'pending' }],
      tickets: [{ id: ticket.id, assignee: { name: 'Carla' } }],
      conversations: [{ id: conversation.id, current: true }],
      notes: [{ text: 'Prefiere la tarde' }],
    })
    expect((await luis.get(path)).status).toBe(404)
    // Who had the ticket may still read the conversation, no longer the number.
    await carla.send('POST', `/api/tickets/${ticket.id}/close`, { outcome: 'saved', reason: 'x' })
    const later = await carla.get(path)
    expect(customerView.parse(later.body).contact.phoneMasked).toBe(true)
    expect(JSON.stringify(later.body)).not.toContain('1716568499')
    expect(JSON.stringify(later.body)).not.toContain('98 765 4321')
    expect(JSON.stringify(later.body)).not.toContain(contact.phone)
  })
})

describe('handling what came in', () => {
  const common = () => ({
    id: newId(),
    conversationId: 'c',
    messageId: 'm',
    text: 'es real?',
    at: new Date('2026-11-22T10:00:00Z'),
    resolution: null,
  })

  it('unanswered messages: once, with who and what, and out of the pending list', async () => {
    const message = { ...common(), bestIntent: null, score: null, reviewedAt: null }
    await api.store.unanswered.insert({ ...message, reviewedBy: null })
    const pending = async () =>
      unansweredPage.parse((await supervisor.get('/api/unanswered?state=pending')).body).items
    expect(await pending()).toHaveLength(1)
    const path = `/api/unanswered/${message.id}/handle`
    expect((await carla.send('POST', path, { resolution: 'x' })).status).toBe(403)
    expect((await supervisor.send('POST', path, {})).status).toBe(400)
    const done = await supervisor.send('POST', path, { resolution: 'Agregado al corpus' })
    expect(done.body).toMatchObject({
      reviewedBy: { name: 'Sara' },
      resolution: 'Agregado al corpus',
    })
    const second = await supervisor.send('POST', path, { resolution: 'Otra vez' })
    expect([second.status, second.body['winner']]).toEqual([
      409,
      { id: supervisor.agent.id, name: 'Sara' },
    ])
    expect(await pending()).toEqual([])
    const handled = await supervisor.get('/api/unanswered?state=handled')
    expect(unansweredPage.parse(handled.body).items[0]?.reviewedBy?.name).toBe('Sara')
    expect(
      (await supervisor.send('POST', '/api/unanswered/x/handle', { resolution: 'x' })).status,
    ).toBe(404)
  })

  it('authenticity reports: the same', async () => {
    const { contact } = await openCase(api.store)
    const report = { ...common(), contactId: contact.id, handledAt: null, handledBy: null }
    await api.store.authenticityReports.insert(report)
    const path = `/api/reports/${report.id}/handle`
    const done = await supervisor.send('POST', path, { resolution: 'Era un fraude' })
    expect(done.body).toMatchObject({ handledBy: { name: 'Sara' }, resolution: 'Era un fraude' })
    expect((await supervisor.send('POST', path, { resolution: 'x' })).status).toBe(409)
    const pending = await supervisor.get('/api/reports?state=pending')
    expect(authenticityReportPage.parse(pending.body).items).toEqual([])
    const all = await supervisor.get('/api/reports')
    expect(authenticityReportPage.parse(all.body).items).toHaveLength(1)
  })
})
