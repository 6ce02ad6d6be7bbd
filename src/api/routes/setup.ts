import type { FirstAdmin } from '../auth/first-admin.js'
import type { Sessions } from '../auth/sessions.js'
import { sessionView, setupRequest, setupView } from '../contract/session.js'
import { presentSession } from '../present/user.js'
import { openRoute } from '../routing/route.js'
import type { Route } from '../routing/route.js'

export const createSetupRoutes = (deps: {
  firstAdmin: FirstAdmin
  sessions: Sessions
  simulator: boolean
}): Route[] => {
  const { firstAdmin, sessions, simulator } = deps
  return [
    openRoute({
      method: 'get',
      path: '/api/setup',
      tag: 'session',
      summary: 'Whether the first admin is still to be made',
      access: 'public',
      answer: setupView,
      handle: async () => ({ needed: await firstAdmin.needed() }),
    }),
    openRoute({
      method: 'post',
      path: '/api/setup',
      tag: 'session',
      summary: 'Make the first admin with the one-time token that the start printed',
      access: 'public',
      body: setupRequest,
      answer: sessionView,
      status: 201,
      handle: async ({ body, http: { request, response } }) => {
        const agent = await firstAdmin.create(body)
        await sessions.begin(agent, request, response)
        return presentSession(agent, { simulator })
      },
    }),
  ]
}
