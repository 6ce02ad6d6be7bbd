import { can } from '../../domain/agent.js'
import { pageQuery } from '../contract/common.js'
import {
  authenticityReportPage,
  settingsView,
  statsView,
  unansweredPage,
} from '../contract/report.js'
import type { ApiDeps } from '../deps.js'
import { presentReport, presentSettings, presentUnanswered } from '../present/report.js'
import { route } from '../routing/route.js'
import type { Route } from '../routing/route.js'
import { toPageRequest } from './page-request.js'

const mineAtMost = 200

export const createReportRoutes = ({
  records,
  content,
  desk,
}: Pick<ApiDeps, 'records' | 'content' | 'desk'>): Route[] => [
  route({
    method: 'get',
    path: '/api/unanswered',
    tag: 'reports',
    summary: 'Messages that no intent covered, for review',
    access: 'transcripts:read-any',
    query: pageQuery,
    answer: unansweredPage,
    handle: async ({ query }) => {
      const { items, next } = await records.unanswered.list(toPageRequest(query))
      return { items: items.map(presentUnanswered), next }
    },
  }),
  route({
    method: 'get',
    path: '/api/reports',
    tag: 'reports',
    summary: 'Customers who asked about a message that our ledger does not hold',
    access: 'transcripts:read-any',
    query: pageQuery,
    answer: authenticityReportPage,
    handle: async ({ agent, query }) => {
      const { items, next } = await records.authenticityReports.list(toPageRequest(query))
      const contacts = await records.contacts.byIds([
        ...new Set(items.map((report) => report.contactId)),
      ])
      const byId = new Map(contacts.map((contact) => [contact.id, contact]))
      const maySeePhone = can(agent, 'phones:see')
      return {
        items: items.map((report) =>
          presentReport(report, { contact: byId.get(report.contactId) ?? null, maySeePhone }),
        ),
        next,
      }
    },
  }),
  route({
    method: 'get',
    path: '/api/settings',
    tag: 'reports',
    summary: 'What the business set',
    access: 'session',
    answer: settingsView,
    handle: () => Promise.resolve(presentSettings(content().settings)),
  }),
  route({
    method: 'get',
    path: '/api/stats',
    tag: 'reports',
    summary: 'How many tickets wait, by status, and how many are mine',
    access: 'tickets:work',
    answer: statsView,
    handle: async ({ agent }) => {
      const mine = { statuses: ['claimed', 'waiting'] as const, assigneeId: agent.id }
      const { items } = await desk.list(agent, mine, { limit: mineAtMost, after: null })
      return { tickets: await desk.counts(), mine: items.length }
    },
  }),
]
