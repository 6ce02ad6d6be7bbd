import { z } from 'zod'
import { dayRange, localDay } from '../../domain/day-range.js'
import { midnightOf } from '../../domain/local-time.js'
import type { Clock } from '../../lib/clock.js'
import type { ServiceProtocol } from '../../protocol/protocol.js'
import {
  startPlaybookRequest,
  tickPlaybookRequest,
  ticketPlaybooksView,
} from '../contract/playbook.js'
import {
  adherenceView,
  checkRequest,
  checkView,
  greetingRequest,
  greetingView,
  protocolView,
  rangeQuery,
  satisfactionPage,
  satisfactionQuery,
  satisfactionSummary,
  satisfactionSummaryQuery,
  tickStepRequest,
} from '../contract/protocol.js'
import { presentPlaybooks } from '../present/playbook.js'
import {
  presentAdherence,
  presentMeter,
  presentSatisfactionLine,
  presentSatisfactionSummary,
} from '../present/protocol.js'
import { route } from '../routing/route.js'
import type { Route } from '../routing/route.js'
import { toPageRequest } from './page-request.js'
import { ticketParams } from './tickets.js'

const dayMs = 86_400_000
const slug = z.string().max(100)
const access = 'tickets:work' as const
const tag = 'protocol'

const meterRoutes = ({ meter, greeting }: ServiceProtocol, clock: Clock): Route[] => [
  route({
    method: 'get',
    path: '/api/tickets/:ticketId/protocol',
    tag,
    summary: 'How the service protocol stands in this ticket, and how satisfied the customer is',
    access,
    params: ticketParams,
    answer: protocolView,
    handle: async ({ agent, params }) =>
      presentMeter(await meter.read(agent, params.ticketId), clock.now()),
  }),
  route({
    method: 'post',
    path: '/api/tickets/:ticketId/protocol/:step',
    tag,
    summary: 'Tick a step by hand, or take that tick back',
    access,
    params: ticketParams.extend({ step: slug }),
    body: tickStepRequest,
    answer: protocolView,
    handle: async ({ agent, params: { ticketId, step }, body }) =>
      presentMeter(await meter.tick(agent, ticketId, { step, done: body.done }), clock.now()),
  }),
  route({
    method: 'get',
    path: '/api/adherence',
    tag,
    summary: 'How closely agents kept to the protocol; an agent sees their own figures',
    access,
    query: rangeQuery,
    answer: adherenceView,
    handle: async ({ agent, query }) => {
      const range = dayRange(query, clock.now())
      const { from, to } = range
      return presentAdherence(await meter.adherence(agent, range), {
        from: localDay(from),
        to: localDay(new Date(to.getTime() - 1)),
      })
    },
  }),
  route({
    method: 'get',
    path: '/api/greeting',
    tag,
    summary: 'Whether a greeting is put into my composer when I claim',
    access,
    answer: greetingView,
    handle: async ({ agent }) => ({ greetOnClaim: await greeting.wanted(agent) }),
  }),
  route({
    method: 'post',
    path: '/api/greeting',
    tag,
    summary: 'Set whether a greeting is put into my composer when I claim',
    access,
    body: greetingRequest,
    answer: greetingView,
    handle: async ({ agent, body }) => {
      await greeting.want(agent, body.greetOnClaim)
      return body
    },
  }),
]

const playbookRoutes = ({ playbooks }: ServiceProtocol): Route[] => [
  route({
    method: 'get',
    path: '/api/tickets/:ticketId/playbooks',
    tag,
    summary: 'The playbooks followed on this ticket, and those that could be',
    access,
    params: ticketParams,
    answer: ticketPlaybooksView,
    handle: async ({ agent, params }) =>
      presentPlaybooks(await playbooks.ofTicket(agent, params.ticketId)),
  }),
  route({
    method: 'post',
    path: '/api/tickets/:ticketId/playbooks',
    tag,
    summary: 'Follow a playbook; its steps are kept as they are now',
    access,
    params: ticketParams,
    body: startPlaybookRequest,
    answer: ticketPlaybooksView,
    handle: async ({ agent, params, body }) =>
      presentPlaybooks(await playbooks.start(agent, params.ticketId, body.playbookId)),
  }),
  route({
    method: 'post',
    path: '/api/tickets/:ticketId/playbooks/:playbookId/:step',
    tag,
    summary: 'Tick or answer a step of a playbook',
    access,
    params: ticketParams.extend({ playbookId: slug, step: slug }),
    body: tickPlaybookRequest,
    answer: ticketPlaybooksView,
    handle: async ({ agent, params: { ticketId, ...place }, body }) =>
      presentPlaybooks(await playbooks.tick(agent, ticketId, { ...place, ...body })),
  }),
]

const textRoutes = ({ checks, satisfaction }: ServiceProtocol, clock: Clock): Route[] => [
  route({
    method: 'post',
    path: '/api/checks',
    tag,
    summary: 'What to look at in a text before it is sent',
    access,
    body: checkRequest,
    answer: checkView,
    handle: ({ agent, body: { text, ticketId = null, language = null } }) =>
      checks.check(agent, { text, ticketId, language }),
  }),
  route({
    method: 'get',
    path: '/api/satisfaction',
    tag,
    summary: 'Satisfaction surveys, newest first; an agent sees those of their tickets',
    access,
    query: satisfactionQuery,
    answer: satisfactionPage,
    handle: async ({ agent, query: { agent: agentId, ...page } }) => {
      const found = await satisfaction.list(agent, { agentId }, toPageRequest(page))
      const now = clock.now()
      return {
        items: found.items.map((line) => presentSatisfactionLine(line, now)),
        next: found.next,
      }
    },
  }),
  route({
    method: 'get',
    path: '/api/satisfaction/summary',
    tag,
    summary: 'How satisfied customers are, over every survey of the filter and by agent',
    access,
    query: satisfactionSummaryQuery,
    answer: satisfactionSummary,
    handle: async ({ agent, query: { agent: agentId, from, to } }) =>
      presentSatisfactionSummary(
        await satisfaction.summary(agent, {
          agentId,
          from: from === undefined ? undefined : midnightOf(from),
          to: to === undefined ? undefined : new Date(midnightOf(to).getTime() + dayMs),
        }),
      ),
  }),
]

/** The service protocol of tickets, and what is reported of it (domain.md C and E). */
export const createProtocolRoutes = (protocol: ServiceProtocol, clock: Clock): Route[] => [
  ...meterRoutes(protocol, clock),
  ...playbookRoutes(protocol),
  ...textRoutes(protocol, clock),
]
