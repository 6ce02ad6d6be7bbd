import { settingsView, statsView } from '../contract/report.js'
import type { ApiDeps } from '../deps.js'
import { presentSettings } from '../present/report.js'
import { route } from '../routing/route.js'
import type { Route } from '../routing/route.js'

const mineAtMost = 200

export const createReportRoutes = ({
  content,
  desk,
}: Pick<ApiDeps, 'content' | 'desk'>): Route[] => [
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
