import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { ticketPlaybooksView } from '../../src/api/contract/playbook.js'
import {
  adherenceView,
  checkView,
  protocolView,
  satisfactionPage,
  satisfactionSummary,
} from '../../src/api/contract/protocol.js'
import { quizAttemptPage, quizAttemptView, quizList } from '../../src/api/contract/quiz.js'
import { systemClock } from '../../src/lib/clock.js'
import { loadWords } from '../../src/parts.js'
import { createProtocol } from '../../src/protocol/protocol.js'
import { createTicketDesk } from '../../src/tickets/ticket-desk.js'
import { startApi } from '../support/api.js'
import type { TestApi } from '../support/api.js'
import { newId } from '../support/builders.js'
import { openCase } from '../support/case.js'
import { spellingHere } from '../support/spelling-here.js'

let api: TestApi
const quiz = '/api/quizzes/conocimiento-agentes'

beforeAll(async () => {
  const words = await loadWords(join(import.meta.dirname, '..', '..'))
  api = await startApi((store) => {
    const common = { store, clock: systemClock, newId }
    const protocol = createProtocol({
      ...common,
      content: () => words.service,
      phrases: () => words.texts.phrases,
      spelling: spellingHere(),
    })
    const desk = createTicketDesk({
      ...common,
      rules: () => words.texts.settings,
      publish: () => undefined,
      checkReply: protocol.checks.refuseForbidden,
      whenClosing: protocol.whenClosing,
    })
    return { protocol, desk }
  })
})
afterAll(() => api.stop())

const claimed = async () => {
  const carla = await api.signIn()
  const found = await openCase(api.store, { ticket: { kind: 'cancellation', product: 'tv' } })
  await carla.send('POST', `/api/tickets/${found.ticket.id}/claim`)
  return { carla, ...found, path: `/api/tickets/${found.ticket.id}` }
}

describe('GET /api/tickets/:ticketId/protocol', () => {
  it('is 401 without a session, and 404 for who may not read the ticket', async () => {
    const { path } = await claimed()
    expect((await api.stranger().get(`${path}/protocol`)).status).toBe(401)
    expect((await (await api.signIn()).get(`${path}/protocol`)).status).toBe(404)
    const supervisor = await api.signIn({ role: 'supervisor' })
    expect((await supervisor.get(`${path}/protocol`)).status).toBe(200)
  })

  it('answers the nine steps with texts for the composer, in the shape of the contract', async () => {
    const { carla, path, contact } = await claimed()
    const view = protocolView.parse((await carla.get(`${path}/protocol`)).body)
    expect(view.steps).toHaveLength(9)
    expect(view.texts.greeting).toContain(contact.name)
    expect(view.texts.introduction).toContain(carla.agent.name)
    expect(view).toMatchObject({ mayTick: true, satisfaction: null, closedWithReason: null })
  })
})

describe('POST /api/tickets/:ticketId/protocol/:step', () => {
  it('is for who has the ticket, and for steps of the protocol', async () => {
    const { carla, path } = await claimed()
    const supervisor = await api.signIn({ role: 'supervisor' })
    const tick = `${path}/protocol/equipment`
    expect((await supervisor.send('POST', tick, { done: true })).status).toBe(403)
    expect((await carla.send('POST', `${path}/protocol/nothing`, { done: true })).status).toBe(404)
    const view = protocolView.parse((await carla.send('POST', tick, { done: true })).body)
    expect(view.steps[0]).toMatchObject({
      id: 'equipment',
      state: 'by-hand',
      by: { id: carla.agent.id },
    })
  })
})

describe('POST /api/tickets/:ticketId/close', () => {
  it('is 422 naming the missing steps, passes with a reason, and says why nobody was asked', async () => {
    const { carla, path } = await claimed()
    const end = { outcome: 'saved', reason: 'Se queda' }
    const refused = await carla.send('POST', `${path}/close`, end)
    expect(refused.status).toBe(422)
    expect(refused.body).toMatchObject({ code: 'refused' })
    expect(refused.body).toMatchObject({ code: 'refused', reason: 'protocol-incomplete' })
    expect(refused.body['missingSteps']).toContain('closing-check')
    const closed = await carla.send('POST', `${path}/close`, { ...end, protocolReason: 'colgó' })
    expect(closed.status).toBe(200)
    const { closedWithReason, satisfaction } = protocolView.parse(
      (await carla.get(`${path}/protocol`)).body,
    )
    expect(closedWithReason).toBe('colgó')
    expect(satisfaction).toMatchObject({ status: 'not-sent', reason: 'protocol-incomplete' })
  })
})

describe('POST /api/tickets/:ticketId/messages', () => {
  it('is 422 naming the words that must not reach a customer', async () => {
    const { carla, path } = await claimed()
    const answer = await carla.send('POST', `${path}/messages`, { text: 'según el Score, riesgo' })
    expect(answer.status).toBe(422)
    expect(answer.body['forbiddenWords']).toEqual(['Score', 'riesgo'])
    expect(answer.body['reason']).toBe('forbidden-words')
  })
})

describe('POST /api/checks', () => {
  it('answers hints with ranges and replacements', async () => {
    const { carla, ticket, contact } = await claimed()
    const text = `${contact.name}, tu servisio usa Siebel; tarjeta 4111 1111 1111 1111`
    const { body } = await carla.send('POST', '/api/checks', { text, ticketId: ticket.id })
    const { hints, spelled } = checkView.parse(body)
    expect(spelled).toBe(true)
    expect(hints.map(({ kind, start, end }) => [kind, text.slice(start, end)])).toEqual([
      ['address', 'tu'],
      ['spelling', 'servisio'],
      ['forbidden', 'Siebel'],
      ['leak', '4111 1111 1111 1111'],
    ])
    expect(hints[1]?.replacements).toContain('servicio')
  })

  it('is 404 for a ticket that this agent may not read', async () => {
    const { ticket } = await claimed()
    const other = await api.signIn()
    const answer = await other.send('POST', '/api/checks', { text: 'x', ticketId: ticket.id })
    expect(answer.status).toBe(404)
  })
})

describe('/api/tickets/:ticketId/playbooks', () => {
  it('follows a playbook and keeps its ticks', async () => {
    const { carla, path } = await claimed()
    const before = ticketPlaybooksView.parse((await carla.get(`${path}/playbooks`)).body)
    expect(before.available[0]).toMatchObject({ id: 'retencion-tv', suits: true, draft: true })
    await carla.send('POST', `${path}/playbooks`, { playbookId: 'retencion-tv' })
    const tick = `${path}/playbooks/retencion-tv/motivo`
    const { body } = await carla.send('POST', tick, { value: 'calidad' })
    const [run] = ticketPlaybooksView.parse(body).runs
    expect(run?.steps.map(({ id }) => id)).toContain('senal')
    expect(run).toMatchObject({ version: 1, next: 'encuesta' })
    expect((await carla.send('POST', tick, { value: 'nada' })).status).toBe(400)
  })
})

describe('/api/greeting', () => {
  it('is off until the agent wants it, each their own', async () => {
    const [carla, luis] = [await api.signIn(), await api.signIn()]
    await carla.send('POST', '/api/greeting', { greetOnClaim: true })
    expect((await carla.get('/api/greeting')).body).toEqual({ greetOnClaim: true })
    expect((await luis.get('/api/greeting')).body).toEqual({ greetOnClaim: false })
  })
})

describe('GET /api/adherence and /api/satisfaction', () => {
  it('shows an agent their own, a supervisor everybody’s', async () => {
    const { carla, path } = await claimed()
    const end = { outcome: 'saved', reason: 'x', protocolReason: 'y' }
    await carla.send('POST', `${path}/close`, end)
    const luis = await api.signIn()
    const supervisor = await api.signIn({ role: 'supervisor' })
    const agentsSeen = async (client: typeof luis) =>
      adherenceView
        .parse((await client.get('/api/adherence')).body)
        .agents.map(({ agent }) => agent.id)
    expect(await agentsSeen(carla)).toEqual([carla.agent.id])
    expect(await agentsSeen(luis)).toEqual([])
    expect(await agentsSeen(supervisor)).toContain(carla.agent.id)
    const surveys = async (client: typeof luis, query = '') =>
      satisfactionPage.parse((await client.get(`/api/satisfaction${query}`)).body).items.length
    expect(await surveys(luis, `?agent=${carla.agent.id}`)).toBe(0)
    expect(await surveys(carla)).toBe(1)
    expect(await surveys(supervisor, `?agent=${carla.agent.id}`)).toBe(1)
    expect((await carla.get('/api/adherence?from=yesterday')).status).toBe(400)
  })
})

describe('GET /api/satisfaction/summary', () => {
  it('is over every survey of the filter, not over a page of them', async () => {
    const [carla, luis] = [await api.signIn({ name: 'Carla' }), await api.signIn()]
    const supervisor = await api.signIn({ role: 'supervisor' })
    const closedAt = new Date('2026-03-10T15:00:00Z')
    const rate = (agentId: string, rating: number | null, closed = closedAt) =>
      api.store.satisfactionSurveys.save({
        id: newId(),
        conversationId: newId(),
        contactId: newId(),
        agentId,
        status: rating === null ? 'not-sent' : 'rated',
        reason: rating === null ? 'no-contact' : null,
        messageId: null,
        rating,
        comment: null,
        misses: 0,
        late: [],
        closedAt: closed,
        askedAt: rating === null ? null : closed,
        ratedAt: rating === null ? null : closed,
        expiresAt: null,
      })
    for (const rating of [5, 5, 4, 2, null]) await rate(carla.agent.id, rating)
    await rate(luis.agent.id, 1)
    await rate(carla.agent.id, 1, new Date('2026-03-11T05:00:00Z'))
    const summary = async (client: typeof luis, more = '') => {
      const days = '?from=2026-03-10&to=2026-03-10'
      const answer = await client.get(`/api/satisfaction/summary${days}${more}`)
      return satisfactionSummary.parse(answer.body)
    }
    const hers = { surveys: 5, asked: 4, rated: 4, mean: 4, histogram: [0, 1, 0, 1, 2] }
    const named = { id: carla.agent.id, name: 'Carla' }
    expect(await summary(carla)).toEqual({ ...hers, agents: [{ ...hers, agent: named }] })
    expect(await summary(supervisor, `&agent=${carla.agent.id}`)).toMatchObject(hers)
    const everybody = await summary(supervisor)
    expect(everybody).toMatchObject({ rated: 5, mean: 3.4, histogram: [1, 1, 0, 1, 2] })
    expect(everybody.agents.map(({ agent }) => agent.id)).toEqual([carla.agent.id, luis.agent.id])
    expect(await summary(luis, `&agent=${carla.agent.id}`)).toMatchObject({ rated: 1, mean: 1 })
    const all = await carla.get('/api/satisfaction/summary')
    expect(satisfactionSummary.parse(all.body)).toMatchObject({ rated: 5, surveys: 6 })
    expect((await api.stranger().get('/api/satisfaction/summary')).status).toBe(401)
  })
})

describe('/api/quizzes', () => {
  const answers = [
    { itemId: 'sin-servicio', optionId: 'b' },
    { itemId: 'falla-masiva', optionId: 'a' },
  ]

  it('scores only what a supervisor confirmed, for each agent', async () => {
    const carla = await api.signIn()
    const supervisor = await api.signIn({ role: 'supervisor' })
    const first = quizAttemptView.parse(
      (await carla.send('POST', `${quiz}/attempts`, { answers })).body,
    )
    expect(first).toMatchObject({ right: 0, scored: 0, answered: 2 })
    const key = { itemId: 'sin-servicio', optionId: 'b' }
    expect((await carla.send('POST', `${quiz}/keys`, key)).status).toBe(403)
    expect((await supervisor.send('POST', `${quiz}/keys`, key)).status).toBe(200)
    const own = quizAttemptPage.parse((await carla.get(`${quiz}/attempts`)).body)
    expect(own.items).toMatchObject([{ right: 1, scored: 1, answered: 2 }])
    const others = quizAttemptPage.parse((await (await api.signIn()).get(`${quiz}/attempts`)).body)
    expect(others.items).toEqual([])
  })

  it('shows confirmed keys to supervisors only, and has eight cases', async () => {
    const supervisor = await api.signIn({ role: 'supervisor' })
    await supervisor.send('POST', `${quiz}/keys`, { itemId: 'sin-servicio', optionId: 'b' })
    const keys = async (client: typeof supervisor) => {
      const [found] = quizList.parse((await client.get('/api/quizzes')).body).items
      expect(found?.items).toHaveLength(8)
      return found?.items.filter(({ key }) => key !== null).map(({ id }) => id)
    }
    expect(await keys(supervisor)).toEqual(['sin-servicio'])
    expect(await keys(await api.signIn())).toEqual([])
  })

  it('refuses an answer that the quiz does not have', async () => {
    const carla = await api.signIn()
    const wrong = { answers: [{ itemId: 'sin-servicio', optionId: 'z' }] }
    expect((await carla.send('POST', `${quiz}/attempts`, wrong)).status).toBe(400)
  })
})
