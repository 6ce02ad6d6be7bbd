import type { Express, Request, Response } from 'express'
import { can } from '../../domain/agent.js'
import type { Agent } from '../../domain/agent.js'
import { DomainError } from '../../domain/errors.js'
import { createJsonReader } from './json-body.js'
import { requestIdOf } from './request-id.js'
import type { Route } from './route.js'
import type { OriginGuard } from './same-origin.js'
import { validate } from './validate.js'

export type MountDeps = {
  guard: OriginGuard
  /** The agent of the session cookie; null without a valid one. */
  whoIs: (request: Request) => Promise<Agent | null>
}

const safe = (route: Route): boolean => route.method === 'get'

const admit = async (
  route: Route,
  request: Request,
  { guard, whoIs }: MountDeps,
): Promise<Agent | null> => {
  const { access } = route
  if (access === 'script') {
    guard.refuseForeign(request)
    return null
  }
  const agent = access === 'public' ? null : await whoIs(request)
  if (access !== 'public' && agent === null) {
    throw new DomainError('unauthenticated', 'Inicie sesión.')
  }
  if (!safe(route)) guard.requireSameOrigin(request)
  if (agent !== null && access !== 'public' && access !== 'session' && !can(agent, access)) {
    throw new DomainError('forbidden', 'Su rol no permite hacer esto.')
  }
  return agent
}

const send = (route: Route, response: Response, answer: unknown): void => {
  if (route.answer !== null && 'mediaType' in route.answer) return
  response.setHeader('Cache-Control', 'no-store')
  if (route.answer === null) response.status(204).end()
  else response.status(route.status ?? response.statusCode).json(answer)
}

/** Identity, right, origin, body, shape, work: in this order, so that a stranger costs us as little as possible. */
export const mountRoute = (app: Express, route: Route, deps: MountDeps): void => {
  const readBody = createJsonReader(route.bodyLimit ?? '100kb')
  app[route.method](route.path, async (request, response) => {
    const agent = await admit(route, request, deps)
    const body = safe(route) ? {} : await readBody(request, response)
    const answer = await route.handle({
      agent,
      params: validate(route.params, 'params', { ...request.params }),
      query: validate(route.query, 'query', { ...request.query }),
      body: validate(route.body, 'body', body),
      http: { request, response, ip: request.ip ?? 'unknown', requestId: requestIdOf(response) },
    })
    send(route, response, answer)
  })
}
