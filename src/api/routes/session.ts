import type { Sessions } from '../auth/sessions.js'
import type { SignIn } from '../auth/sign-in.js'
import { sessionView, signInRequest } from '../contract/session.js'
import { presentSession } from '../present/user.js'
import { openRoute, route } from '../routing/route.js'
import type { Route } from '../routing/route.js'

export const createSessionRoutes = (deps: {
  signIn: SignIn
  sessions: Sessions
  simulator: boolean
}): Route[] => {
  const { signIn, sessions, simulator } = deps
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
