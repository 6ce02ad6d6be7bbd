import { z } from 'zod'
import { identifier } from '../contract/common.js'
import type { Realtime } from '../realtime.js'
import { route } from '../routing/route.js'
import type { Route } from '../routing/route.js'

const resumeQuery = z.strictObject({ lastEventId: identifier.optional() })

export const createEventRoutes = (realtime: Realtime): Route[] => [
  route({
    method: 'get',
    path: '/api/events',
    tag: 'events',
    summary: 'Live changes, server-sent; resumes with Last-Event-ID (or ?lastEventId=)',
    access: 'session',
    query: resumeQuery,
    answer: { mediaType: 'text/event-stream' },
    handle: async ({ query, http: { request, response } }) => {
      const given = identifier.safeParse(request.get('last-event-id') ?? query.lastEventId)
      await realtime.serve(request, response, given.success ? given.data : null)
    },
  }),
]
