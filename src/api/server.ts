import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import type { Express } from 'express'
import { DomainError } from '../domain/errors.js'
import { createFirstAdmin } from './auth/first-admin.js'
import { limitHashing } from './auth/limit-hashing.js'
import { createSessionCookie } from './auth/session-cookie.js'
import { createSessions } from './auth/sessions.js'
import { createSignIn } from './auth/sign-in.js'
import type { ApiDeps } from './deps.js'
import { securityHeaders } from './middleware/security-headers.js'
import { mountDocs } from './openapi/docs-page.js'
import { createDocument } from './openapi/document.js'
import { mountPages } from './pages.js'
import { createRealtime } from './realtime.js'
import { createRoutes } from './routes/routes.js'
import type { Doors } from './routes/routes.js'
import { mountRoute } from './routing/mount-route.js'
import { createProblemHandler } from './routing/problem.js'
import { requestId } from './routing/request-id.js'
import { createOriginGuard } from './routing/same-origin.js'

export type ApiServer = {
  /** Port 0: any free one. Resolves with the port it got. */
  listen: (address: { host: string; port: number }) => Promise<{ port: number }>
  /** Not ready from now on (`/readyz` answers 503), everything else goes on. */
  drain: () => void
  /** Drains, ends live streams, waits for answers under way, then closes what is left. */
  stop: () => Promise<void>
  /** A one-time token for `/setup?token=…`; null once there is an admin. Each call ends the token before. */
  makeSetupToken: () => Promise<string | null>
}

const drainMs = 3_000

const createApp = (deps: ApiDeps, doors: Doors): Express => {
  const { options, log, simulator } = deps
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('trust proxy', options.trustProxy)
  app.use(requestId, securityHeaders(options))
  const routes = createRoutes(deps, doors)
  const guard = createOriginGuard(options.origins)
  const { whoIs } = doors.sessions
  for (const route of routes) mountRoute(app, route, { guard, whoIs })
  mountDocs(app, createDocument(routes, options.version))
  mountPages(app, { folder: options.consoleFolder, simulator: simulator !== null })
  app.use((_request, _response, next) => {
    next(new DomainError('not-found', 'No existe esa dirección.'))
  })
  app.use(createProblemHandler(log))
  return app
}

/** The HTTP side of the product: API, live events, console and simulator pages. */
export const createServer = (given: ApiDeps): ApiServer => {
  const deps = { ...given, passwords: limitHashing(given.passwords) }
  const { records, clock, log } = deps
  const cookie = createSessionCookie(deps.options)
  const sessions = createSessions({ records, cookie, clock })
  const firstAdmin = createFirstAdmin(deps)
  const realtime = createRealtime({ ...deps, whoIs: sessions.whoIs })
  let stopping = false
  const isStopping = () => stopping
  const doors = { signIn: createSignIn(deps), sessions, firstAdmin, realtime, isStopping }
  const server = createHttpServer(createApp(deps, doors))

  return {
    listen: ({ host, port }) =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen({ host, port }, () => {
          server.removeListener('error', reject)
          const address = server.address() as AddressInfo
          log.info({ port: address.port }, 'listening')
          resolve({ port: address.port })
        })
      }),
    drain: () => {
      stopping = true
    },
    stop: async () => {
      stopping = true
      realtime.stop()
      if (!server.listening) return
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      const timer = setTimeout(() => server.closeAllConnections(), drainMs)
      await closed
      clearTimeout(timer)
    },
    makeSetupToken: firstAdmin.makeToken,
  }
}
