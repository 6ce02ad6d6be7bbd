import { healthView, readinessView } from '../contract/health.js'
import type { ReadinessView } from '../contract/health.js'
import type { ApiDeps } from '../deps.js'
import { openRoute } from '../routing/route.js'
import type { Route } from '../routing/route.js'

/** For whoever watches the process; no names, numbers or accounts (security.md 48). */
export const createHealthRoutes = (
  deps: Pick<ApiDeps, 'ping' | 'channels' | 'options'> & { isStopping: () => boolean },
): Route[] => [
  openRoute({
    method: 'get',
    path: '/healthz',
    tag: 'health',
    summary: 'Alive',
    access: 'public',
    answer: healthView,
    handle: () => Promise.resolve({ status: 'ok' as const, version: deps.options.version }),
  }),
  openRoute({
    method: 'get',
    path: '/readyz',
    tag: 'health',
    summary: 'Able to serve; 503 when not',
    access: 'public',
    answer: readinessView,
    handle: async ({ http: { response } }): Promise<ReadinessView> => {
      const database = await deps.ping().catch(() => false)
      const able = database ? 'ready' : 'unavailable'
      const status = deps.isStopping() ? 'stopping' : able
      if (status !== 'ready') response.status(503)
      const channels = deps.channels().map(({ id, state }) => ({ id, status: state().status }))
      return { status, database, channels }
    },
  }),
]
