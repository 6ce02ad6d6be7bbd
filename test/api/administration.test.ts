import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { campaignPage, campaignView, sendCampaignView } from '../../src/api/contract/campaign.js'
import { channelPage } from '../../src/api/contract/channel.js'
import { settingsView, statsView } from '../../src/api/contract/report.js'
import { aChannel, startApi } from '../support/api.js'
import type { TestApi } from '../support/api.js'
import { newId } from '../support/builders.js'

let api: TestApi
const linked: (string | null)[] = []
const sent: object[] = []

const whatsapp = aChannel({
  id: 'baileys',
  account: '593987650000',
  state: () => ({
    status: 'waiting-for-link',
    since: new Date('2026-11-22T14:00:00.000Z'),
    qr: 'a-secret-code',
    pairingCode: null,
  }),
  link: ({ phone }) => {
    linked.push(phone)
    return Promise.resolve()
  },
  unlink: () => Promise.resolve(),
})

beforeAll(async () => {
  api = await startApi(() => ({
    channels: () => [aChannel(), whatsapp],
    campaigns: {
      send: (request) => {
        sent.push(request)
        const rejected = [{ line: 3, reason: 'Sin número' }]
        return Promise.resolve({ campaignId: 'survey:1', added: 2, alreadyThere: 1, rejected })
      },
    },
  }))
})
afterAll(() => api.stop())

describe('the channels', () => {
  it('are 401 without a session', async () => {
    expect((await api.stranger().get('/api/channels')).status).toBe(401)
  })

  it('show the code to link only to who may link', async () => {
    const read = async (role: 'agent' | 'admin') => {
      const client = await api.signIn({ role })
      return channelPage.parse((await client.get('/api/channels')).body).items[1]
    }
    expect(await read('agent')).toMatchObject({ qr: null, account: '', status: 'waiting-for-link' })
    const forAdmin = await read('admin')
    expect(forAdmin?.qr).toMatch(/^data:image\/svg\+xml;base64,/)
    expect(forAdmin?.linkable).toBe(true)
  })

  it('are linked by admins, with a number in any spelling', async () => {
    const [agent, admin] = [await api.signIn(), await api.signIn({ role: 'admin' })]
    const path = '/api/channels/baileys/link'
    expect((await agent.send('POST', path, {})).status).toBe(403)
    expect((await admin.send('POST', path, { phone: '098 765 0001' })).status).toBe(200)
    expect((await admin.send('POST', path, {})).status).toBe(200)
    expect((await admin.send('POST', path, { phone: 'no number' })).status).toBe(400)
    expect(linked).toEqual(['+593987650001', null])
    expect((await admin.send('POST', '/api/channels/simulator/link', {})).status).toBe(409)
    expect((await admin.send('POST', '/api/channels/none/link', {})).status).toBe(404)
  })
})

describe('the campaigns', () => {
  it('are 401 without a session, and sent by admins alone', async () => {
    expect((await api.stranger().get('/api/campaigns')).status).toBe(401)
    const supervisor = await api.signIn({ role: 'supervisor' })
    const path = '/api/campaigns/preventive-survey/send'
    expect((await supervisor.send('POST', path, { csv: 'x' })).status).toBe(403)
    const admin = await api.signIn({ role: 'admin' })
    const answer = await admin.send('POST', path, { csv: 'telefono,nombre,servicio\n' })
    expect(answer.status).toBe(202)
    expect(sendCampaignView.parse(answer.body)).toMatchObject({ added: 2, alreadyThere: 1 })
    expect(sent).toEqual([
      expect.objectContaining({ definitionId: 'preventive-survey', startedBy: admin.agent.id }),
    ])
  })

  it('tell how far they are', async () => {
    const admin = await api.signIn({ role: 'admin', name: 'Ana' })
    const run = {
      id: 'preventive-survey:2026-11',
      definitionId: 'preventive-survey',
      kind: 'preventive-survey',
      startedAt: new Date('2026-11-22T14:00:00.000Z'),
      startedBy: admin.agent.id,
    }
    await api.store.campaignRuns.ensure(run)
    await api.store.ledger.addMissing([
      {
        id: newId(),
        campaignId: run.id,
        campaignKind: 'preventive-survey',
        phone: '+593987650001',
        contactId: null,
        name: null,
        product: 'tv',
        status: 'pending',
        reason: null,
        messageId: null,
        createdAt: run.startedAt,
        sentAt: null,
      },
    ])
    const page = campaignPage.parse((await admin.get('/api/campaigns')).body)
    expect(page.items[0]).toMatchObject({ id: run.id, startedBy: { name: 'Ana' }, total: 1 })
    const one = campaignView.parse((await admin.get(`/api/campaigns/${run.id}`)).body)
    expect(one.counts).toMatchObject({ pending: 1, sent: 0 })
    expect((await admin.get('/api/campaigns/none')).status).toBe(404)
  })
})

describe('the reports', () => {
  it.each(['/api/unanswered', '/api/reports', '/api/settings', '/api/stats'])(
    '%s is 401 without a session',
    async (path) => {
      expect((await api.stranger().get(path)).status).toBe(401)
    },
  )

  it('show supervisors what customers asked and who doubts us', async () => {
    const at = new Date('2026-11-22T14:00:00.000Z')
    const ids = { conversationId: newId(), messageId: newId() }
    const text = '<b>¿es real?</b>'
    await api.store.unanswered.insert({
      id: newId(),
      ...ids,
      text,
      bestIntent: null,
      score: null,
      at,
      reviewedAt: null,
      reviewedBy: null,
      resolution: null,
    })
    await api.store.authenticityReports.insert({
      id: newId(),
      contactId: newId(),
      ...ids,
      text,
      at,
      handledAt: null,
      handledBy: null,
      resolution: null,
    })
    const supervisor = await api.signIn({ role: 'supervisor' })
    for (const path of ['/api/unanswered', '/api/reports']) {
      const { body } = await supervisor.get(path)
      expect(body).toMatchObject({ items: [{ text, at: at.toISOString() }], next: null })
      expect((await (await api.signIn()).get(path)).status).toBe(403)
    }
  })

  it('point at the two spellings of the call number', async () => {
    const client = await api.signIn()
    const settings = settingsView.parse((await client.get('/api/settings')).body)
    expect(settings.callNumbers).toEqual({ callScript: '180010010', equipment: '1800-100-100' })
    expect(settings.callNumbersDiffer).toBe(true)
    expect(statsView.parse((await client.get('/api/stats')).body)).toMatchObject({ mine: 0 })
  })
})
