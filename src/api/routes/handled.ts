import { z } from 'zod'
import { can } from '../../domain/agent.js'
import type { Agent } from '../../domain/agent.js'
import { DomainError } from '../../domain/errors.js'
import type { AuthenticityReport, UnansweredMessage } from '../../domain/records.js'
import { identifier } from '../contract/common.js'
import {
  authenticityReportPage,
  authenticityReportView,
  handleRequest,
  handlingQuery,
  unansweredPage,
  unansweredView,
} from '../contract/report.js'
import type { ApiDeps } from '../deps.js'
import { presentReport, presentUnanswered } from '../present/report.js'
import type { HandledRecords } from '../records.js'
import { route } from '../routing/route.js'
import type { Route } from '../routing/route.js'
import { toPageRequest } from './page-request.js'

type Deps = Pick<ApiDeps, 'records' | 'clock'>
type Item = { id: string }

const namesOf = async (
  { agents }: Deps['records'],
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> => {
  const known = [...new Set(ids.filter((id) => id !== null))]
  return new Map((await agents.byIds(known)).map(({ id, name }) => [id, name]))
}

/** @throws DomainError `not-found`, or `conflict` naming who was first. */
const handleOnce = async <Handled extends Item>(
  { records, clock }: Deps,
  things: HandledRecords<Handled>,
  handlerOf: (thing: Handled) => string | null,
  asked: { id: string; agent: Agent; resolution: string },
): Promise<Handled> => {
  const { id, agent, resolution } = asked
  const handled = await things.handle(id, { by: agent.id, at: clock.now(), resolution })
  if (handled !== null) return handled
  const found = await things.byId(id)
  if (found === null) throw new DomainError('not-found', 'No existe.')
  const by = handlerOf(found) ?? ''
  const name = (await namesOf(records, [by])).get(by) ?? by
  throw new DomainError('conflict', `${name} ya lo atendió.`, { winner: { id: by, name } })
}

const params = z.strictObject({ id: identifier })

const stateOf = (state: 'pending' | 'handled' | undefined) => (state === undefined ? {} : { state })

const createUnansweredRoutes = (deps: Deps): Route[] => {
  const { records } = deps
  const present = async (items: readonly UnansweredMessage[]) => {
    const names = await namesOf(
      records,
      items.map(({ reviewedBy }) => reviewedBy),
    )
    return items.map((item) => presentUnanswered(item, names))
  }
  return [
    route({
      method: 'get',
      path: '/api/unanswered',
      tag: 'reports',
      summary: 'Messages that no intent covered, for review',
      access: 'transcripts:read-any',
      query: handlingQuery,
      answer: unansweredPage,
      handle: async ({ query }) => {
        const request = toPageRequest(query)
        const { items, next } = await records.unanswered.list(stateOf(query.state), request)
        return { items: await present(items), next }
      },
    }),
    route({
      method: 'post',
      path: '/api/unanswered/:id/handle',
      tag: 'reports',
      summary: 'Somebody dealt with it; once',
      access: 'transcripts:read-any',
      params,
      body: handleRequest,
      answer: unansweredView,
      handle: async ({ agent, params: { id }, body }) => {
        const asked = { id, agent, ...body }
        const by = ({ reviewedBy }: UnansweredMessage) => reviewedBy
        const handled = await handleOnce(deps, records.unanswered, by, asked)
        return presentUnanswered(handled, new Map([[agent.id, agent.name]]))
      },
    }),
  ]
}

const createAuthenticityRoutes = (deps: Deps): Route[] => {
  const { records } = deps
  const present = async (agent: Agent, items: readonly AuthenticityReport[]) => {
    const contacts = await records.contacts.byIds([
      ...new Set(items.map(({ contactId }) => contactId)),
    ])
    const byId = new Map(contacts.map((contact) => [contact.id, contact]))
    const names = await namesOf(
      records,
      items.map(({ handledBy }) => handledBy),
    )
    const maySeePhone = can(agent, 'phones:see')
    return items.map((report) => {
      const contact = byId.get(report.contactId) ?? null
      return presentReport(report, { contact, maySeePhone, names })
    })
  }
  return [
    route({
      method: 'get',
      path: '/api/reports',
      tag: 'reports',
      summary: 'Customers who asked about a message that our ledger does not hold',
      access: 'transcripts:read-any',
      query: handlingQuery,
      answer: authenticityReportPage,
      handle: async ({ agent, query }) => {
        const request = toPageRequest(query)
        const { items, next } = await records.authenticityReports.list(
          stateOf(query.state),
          request,
        )
        return { items: await present(agent, items), next }
      },
    }),
    route({
      method: 'post',
      path: '/api/reports/:id/handle',
      tag: 'reports',
      summary: 'Somebody dealt with it; once',
      access: 'transcripts:read-any',
      params,
      body: handleRequest,
      answer: authenticityReportView,
      handle: async ({ agent, params: { id }, body }) => {
        const asked = { id, agent, ...body }
        const by = ({ handledBy }: AuthenticityReport) => handledBy
        const handled = await handleOnce(deps, records.authenticityReports, by, asked)
        const [shown] = await present(agent, [handled])
        if (shown === undefined) throw new Error('A report was lost while it was shown.')
        return shown
      },
    }),
  ]
}

/** What supervisors work through: messages nobody understood, and messages that were not ours. */
export const createHandledRoutes = (deps: Deps): Route[] => [
  ...createUnansweredRoutes(deps),
  ...createAuthenticityRoutes(deps),
]
