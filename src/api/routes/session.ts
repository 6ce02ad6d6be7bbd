import type { Sessions } from '../auth/sessions.js'
import type { SignIn } from '../auth/sign-in.js'
import { changeProfileRequest, sessionView, signInRequest } from '../contract/session.js'
import { presentSession } from '../present/user.js'
import type { ApiRecords } from '../records.js'
import { openRoute, route } from '../routing/route.js'
import type { Route } from '../routing/route.js'

export const createSessionRoutes = (deps: {
  signIn: SignIn
  sessions: Sessions
  simulator: boolean
  records: { agents: Pick<ApiRecords['agents'], 'update'> }
}): Route[] => {
  const { signIn, sessions, simulator, records } = deps
  return [
    openRoute({
      method: 'post',
      path: '/api/session',
      tag: 'session',
      summary: 'Sign in; answers with the session cookie',
      access: 'public',
      body: signInRequest,
      answer: sessionView,
      handle: async ({ body, http: { request, response, ip } }) => {
        const agent = await signIn({ ...body, ip })
        await sessions.begin(agent, request, response)
        return presentSession(agent, { simulator })
      },
    }),
    route({
      method: 'get',
      path: '/api/session',
      tag: 'session',
      summary: 'Who is signed in, and what they may do',
      access: 'session',
      answer: sessionView,
      handle: ({ agent }) => Promise.resolve(presentSession(agent, { simulator })),
    }),
    route({
      method: 'patch',
      path: '/api/profile',
      tag: 'session',
      summary: 'What a user sets for themselves, on whatever browser',
      access: 'session',
      body: changeProfileRequest,
      answer: sessionView,
      handle: async ({ agent, body: { language } }) => {
        await records.agents.update(agent.id, { language })
        return presentSession({ ...agent, language }, { simulator })
      },
    }),
    openRoute({
      method: 'delete',
      path: '/api/session',
      tag: 'session',
      summary: 'Sign out; the session ends on the server too',
      access: 'public',
      answer: null,
      handle: ({ http: { request, response } }) => sessions.end(request, response),
    }),
  ]
}
