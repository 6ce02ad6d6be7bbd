import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Agent } from '../../src/domain/agent.js'
import { DomainError } from '../../src/domain/errors.js'
import type { TicketEnd } from '../../src/tickets/hooks.js'
import { anAgent } from '../support/builders.js'
import { hours } from '../support/fake-clock.js'
import { startHouse, type Chat, type House } from '../support/start-chat.js'

let house: House
let agent: Agent
let nextPhone = 1

beforeAll(async () => {
  house = await startHouse()
  agent = anAgent({ name: 'Carla Mena' })
  await house.store.agents.insert(agent)
})
afterAll(() => house.stop())

type Case = { chat: Chat; ticketId: string; says: (text: string) => Promise<void> }

/** A customer who wants to leave, whose ticket Carla took. */
const takenCase = async (): Promise<Case> => {
  const chat = house.customer(`+5939854${String(nextPhone++).padStart(5, '0')}`)
  await chat.isKnown({ name: 'Rosa Quishpe' })
  await chat.says('quiero cancelar mi servicio de televisión')
  const [ticket] = await chat.tickets()
  if (!ticket) throw new Error('no ticket was opened')
  await house.app.desk.claim(agent, ticket.id)
  await chat.heard()
  return {
    chat,
    ticketId: ticket.id,
    says: async (text) => {
      await house.app.desk.reply(agent, ticket.id, { text, clientId: null })
      await house.app.settle()
    },
  }
}

const close = async (ticketId: string, end: Partial<TicketEnd> = {}): Promise<void> => {
  await house.app.desk.close(agent, ticketId, { outcome: 'saved', reason: 'ofrecido', ...end })
  await house.app.settle()
}

const served = async (): Promise<Case> => {
  const found = await takenCase()
  await found.says('Buenos días, estimada Rosa. Le saluda Carla Mena, del equipo de CNT.')
  await found.says('Su servicio de televisión queda con el nuevo plan desde mañana.')
  await found.chat.says('ya, está bien')
  await found.says('¿Le quedó claro? Gracias por usar los servicios de CNT.')
  await house.app.protocol.meter.tick(agent, found.ticketId, { step: 'equipment', done: true })
  await found.chat.heard()
  return found
}

/** Served by the protocol, closed, and asked how satisfied they are. */
const asked = async (): Promise<Case> => {
  const found = await served()
  await close(found.ticketId)
  await found.chat.heard()
  return found
}

const survey = (ticketId: string) => house.store.satisfactionSurveys.byId(ticketId)
const phrases = () => house.texts.phrases.es

describe('the service protocol of a ticket', () => {
  it('recognises the steps from what was said, and asks for the rest at the close', async () => {
    const { ticketId, says, chat } = await takenCase()
    await says('Buenos días, estimada Rosa. Le saluda Carla Mena, del equipo de CNT.')
    await chat.says('hola')
    const { states } = await house.app.protocol.meter.read(agent, ticketId)
    expect(states.map(({ step, state }) => `${step}: ${state}`)).toEqual([
      'equipment: missing',
      'greeting: recognised',
      'introduction: recognised',
      'receive-request: recognised',
      'spelling: recognised',
      'clear: recognised',
      'closing-check: missing',
      'goodbye: missing',
      'satisfaction: missing',
    ])
    const refusal = await close(ticketId).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(DomainError)
    expect(refusal).toMatchObject({
      code: 'refused',
      details: { missingSteps: ['equipment', 'closing-check', 'goodbye'] },
    })
    expect((await house.store.tickets.byId(ticketId))?.status).toBe('claimed')
  })

  it('notices a misspelled word, and counts a tick by hand as done', async () => {
    const { ticketId, says } = await takenCase()
    await says('Su servisio queda activo.')
    const read = () => house.app.protocol.meter.read(agent, ticketId)
    const stateOf = async () => (await read()).states.find(({ step }) => step === 'spelling')?.state
    expect(await stateOf()).toBe('missing')
    await house.app.protocol.meter.tick(agent, ticketId, { step: 'spelling', done: true })
    expect(await stateOf()).toBe('by-hand')
    await house.app.protocol.meter.tick(agent, ticketId, { step: 'spelling', done: false })
    expect(await stateOf()).toBe('missing')
  })

  it('takes a reason for missing steps, asks nobody then, and shows both in the adherence', async () => {
    const { ticketId, chat } = await takenCase()
    await close(ticketId, { protocolReason: 'el cliente se fue' })
    expect(await chat.heard()).toEqual([])
    expect(await survey(ticketId)).toMatchObject({
      status: 'not-sent',
      reason: 'protocol-incomplete',
    })
    const day = { from: new Date(0), to: new Date(house.clock.now().getTime() + 1) }
    const { agents } = await house.app.protocol.meter.adherence(agent, day)
    expect(agents[0]).toMatchObject({ agentId: agent.id, withReason: 1 })
  })

  it('asks for no step where nobody talked', async () => {
    const { ticketId } = await takenCase()
    await close(ticketId, { outcome: 'no-contact' })
    expect(await survey(ticketId)).toMatchObject({ status: 'not-sent', reason: 'no-contact' })
  })

  it('refuses a reply with a word that must not reach a customer', async () => {
    const { ticketId, says, chat } = await takenCase()
    const refusal = await says('Usted está en Riesgo de deserción según Siebel').catch(
      (error: unknown) => error,
    )
    expect(refusal).toMatchObject({
      code: 'refused',
      details: { forbiddenWords: ['Riesgo', 'deserción', 'Siebel'] },
    })
    expect(await chat.heard()).toEqual([])
    expect((await house.store.tickets.byId(ticketId))?.firstContactAt).toBeNull()
  })
})

describe('the satisfaction survey after a close', () => {
  it('goes out once, after the closing check and the goodbye', async () => {
    const { ticketId, chat } = await served()
    await close(ticketId)
    expect(await chat.heard()).toEqual([phrases().satisfactionAsk])
    await house.app.settle()
    expect(await chat.heard()).toEqual([])
    expect(await survey(ticketId)).toMatchObject({ status: 'asked', agentId: agent.id })
  })

  it.each([
    ['5', 5],
    ['⭐⭐⭐⭐', 4],
    ['excelente', 5],
  ])('takes %p as %d, then a comment', async (answer, rating) => {
    const { ticketId, chat } = await asked()
    await chat.says(answer)
    expect(await chat.heard()).toEqual([phrases().satisfactionAskComment])
    await chat.says('la señorita fue muy clara con el plan')
    expect(await chat.heard()).toEqual([phrases().satisfactionThanks])
    expect(await survey(ticketId)).toMatchObject({
      status: 'done',
      rating,
      comment: 'la señorita fue muy clara con el plan',
    })
    expect((await house.store.tickets.byId(ticketId))?.status).toBe('closed')
  })

  it('takes rating and comment from one message', async () => {
    const { ticketId, chat } = await asked()
    await chat.says('5, muy amable la señorita')
    expect(await chat.heard()).toEqual([phrases().satisfactionThanks])
    expect(await survey(ticketId)).toMatchObject({ rating: 5, comment: 'muy amable la señorita' })
  })

  it('neither rates nor reopens for thanks', async () => {
    const { ticketId, chat } = await asked()
    await chat.says('gracias')
    expect(await survey(ticketId)).toMatchObject({ status: 'asked', rating: null })
    expect(await chat.tickets()).toHaveLength(1)
    expect((await house.store.tickets.byId(ticketId))?.status).toBe('closed')
  })

  it('asks again once for a number that is no rating', async () => {
    const { chat } = await asked()
    await chat.says('10')
    expect(await chat.heard()).toEqual([phrases().satisfactionReask])
  })

  it('keeps a late answer as a message and rates nothing', async () => {
    const { ticketId, chat } = await asked()
    house.clock.advance(hours(30))
    await chat.says('4')
    expect(await chat.heard()).toEqual([phrases().satisfactionLate])
    const [late] = (await survey(ticketId))?.late ?? []
    expect((await chat.transcript()).map(({ id }) => id)).toContain(late?.messageId)
    expect(await survey(ticketId)).toMatchObject({ rating: null })
  })

  it('leaves a number to the retention survey that came after it', async () => {
    const { ticketId, chat } = await asked()
    await chat.isInvited('tv')
    await chat.says('2')
    expect((await chat.heard()).at(-1)).toContain('¿Qué es lo que más influye')
    expect(await survey(ticketId)).toMatchObject({ status: 'asked', rating: null })
  })

  it('is not sent on top of a retention survey', async () => {
    const { ticketId, chat } = await served()
    const other = house.customer(`+5939854${String(nextPhone++).padStart(5, '0')}`)
    await other.isInvited('tv')
    const running = async (who: Chat) =>
      (await house.store.conversations.byContact((await who.contact()).id))[0]
    const [own, invited] = [await running(chat), await running(other)]
    await house.store.conversations.update(own!.id, { survey: invited!.survey })
    await close(ticketId)
    expect(await survey(ticketId)).toMatchObject({ status: 'not-sent', reason: 'survey-open' })
  })

  it('is asked with the close or not at all, and once whoever sends it', async () => {
    const { ticketId, chat } = await served()
    const ticket = await house.store.tickets.byId(ticketId)
    const crashing = house.store.transaction(async (collections) => {
      const at = house.clock.now()
      const closing = { collections, actor: agent, at, tell: () => undefined }
      await house.app.protocol.whenClosing(closing, ticket!, { outcome: 'saved' })
      throw new Error('the process ends here')
    })
    await expect(crashing).rejects.toThrow('the process ends here')
    await house.app.settle()
    expect(await chat.heard()).toEqual([])
    expect(await survey(ticketId)).toBeNull()
    await house.app.desk.close(agent, ticketId, { outcome: 'saved', reason: 'ofrecido' })
    const again = house.app.desk.close(agent, ticketId, { outcome: 'saved', reason: 'otra vez' })
    await expect(again).rejects.toMatchObject({ code: 'conflict' })
    await Promise.all([house.app.settle(), house.app.outbox.deliverDue()])
    expect(await chat.heard()).toEqual([phrases().satisfactionAsk])
  })

  it.each([
    ['opted-out', { optedOutAt: new Date('2026-11-01T00:00:00.000Z') }],
    ['wrong-number', { wrongNumberAt: new Date('2026-11-01T00:00:00.000Z') }],
  ])('says why it was not sent: %s', async (reason, facts) => {
    const { ticketId, chat } = await served()
    await chat.isKnown(facts)
    await close(ticketId)
    expect(await survey(ticketId)).toMatchObject({ status: 'not-sent', reason })
  })

  it('is not sent to who has not written for a day', async () => {
    const { ticketId, chat } = await served()
    house.clock.advance(hours(25))
    await close(ticketId)
    expect(await chat.heard()).toEqual([])
    expect(await survey(ticketId)).toMatchObject({ reason: 'outside-window' })
  })
})
