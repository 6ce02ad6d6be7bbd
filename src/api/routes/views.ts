import { z } from 'zod'
import { identifier } from '../contract/common.js'
import {
  changeSavedViewRequest,
  newSavedViewRequest,
  savedView,
  savedViewPage,
} from '../contract/saved-view.js'
import type { TicketFilter } from '../contract/ticket-filter.js'
import type { ApiDeps } from '../deps.js'
import { presentView } from '../present/workspace.js'
import { route } from '../routing/route.js'
import type { Route } from '../routing/route.js'

const params = z.strictObject({ viewId: identifier })

const written = (filter: TicketFilter): Record<string, string> =>
  Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )

/** Named filters of the ticket list. */
export const createViewRoutes = ({ workspace: { views } }: Pick<ApiDeps, 'workspace'>): Route[] => [
  route({
    method: 'get',
    path: '/api/views',
    tag: 'views',
    summary: 'My saved views and those shared with everybody',
    access: 'tickets:work',
    answer: savedViewPage,
    handle: async ({ agent }) => ({
      items: (await views.list(agent)).map(presentView),
      next: null,
    }),
  }),
  route({
    method: 'post',
    path: '/api/views',
    tag: 'views',
    summary: 'Save a view; sharing it needs `views:share`',
    access: 'tickets:work',
    body: newSavedViewRequest,
    answer: savedView,
    status: 201,
    handle: async ({ agent, body: { filter, ...rest } }) =>
      presentView(await views.create(agent, { ...rest, filter: written(filter) })),
  }),
  route({
    method: 'patch',
    path: '/api/views/:viewId',
    tag: 'views',
    summary: 'Change a view of one’s own, or a shared one',
    access: 'tickets:work',
    params,
    body: changeSavedViewRequest,
    answer: savedView,
    handle: async ({ agent, params: { viewId }, body: { name, filter, shared } }) =>
      presentView(
        await views.change(agent, viewId, {
          ...(name === undefined ? {} : { name }),
          ...(filter === undefined ? {} : { filter: written(filter) }),
          ...(shared === undefined ? {} : { shared }),
        }),
      ),
  }),
  route({
    method: 'delete',
    path: '/api/views/:viewId',
    tag: 'views',
    summary: 'Remove a view',
    access: 'tickets:work',
    params,
    answer: null,
    handle: ({ agent, params: { viewId } }) => views.remove(agent, viewId),
  }),
]
