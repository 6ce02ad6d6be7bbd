import { draftPage, draftView, savedDraftView, saveDraftRequest } from '../contract/draft.js'
import { viewersView, viewingRequest } from '../contract/viewer.js'
import type { ApiDeps } from '../deps.js'
import { presentDraft, presentViewers } from '../present/workspace.js'
import { route } from '../routing/route.js'
import type { Route } from '../routing/route.js'
import { ticketParams } from './tickets.js'

type Deps = Pick<ApiDeps, 'workspace'>

const createDraftRoutes = ({ workspace: { drafts } }: Deps): Route[] => [
  route({
    method: 'get',
    path: '/api/drafts',
    tag: 'drafts',
    summary: 'What I began to write, newest first',
    access: 'tickets:work',
    answer: draftPage,
    handle: async ({ agent }) => ({
      items: (await drafts.list(agent)).map(presentDraft),
      next: null,
    }),
  }),
  route({
    method: 'get',
    path: '/api/tickets/:ticketId/draft',
    tag: 'drafts',
    summary: 'What I began to write on this ticket',
    access: 'tickets:work',
    params: ticketParams,
    answer: draftView,
    handle: async ({ agent, params: { ticketId } }) =>
      presentDraft(await drafts.get(agent, ticketId)),
  }),
  route({
    method: 'post',
    path: '/api/tickets/:ticketId/draft',
    tag: 'drafts',
    summary: 'Keep a draft; the last write wins, an empty one is none',
    access: 'tickets:work',
    params: ticketParams,
    body: saveDraftRequest,
    answer: savedDraftView,
    handle: async ({ agent, params: { ticketId }, body }) => {
      const { draft, replaced, dropped } = await drafts.save(agent, ticketId, body)
      return { ...presentDraft(draft), replaced, dropped }
    },
  }),
]

/** What happens while an agent has a ticket open: the draft is kept, and the others see who is there. */
export const createComposingRoutes = (deps: Deps): Route[] => {
  const { viewers } = deps.workspace
  return [
    ...createDraftRoutes(deps),
    route({
      method: 'get',
      path: '/api/tickets/:ticketId/viewers',
      tag: 'viewers',
      summary: 'Who else has the ticket on the screen',
      access: 'tickets:work',
      params: ticketParams,
      answer: viewersView,
      handle: async ({ agent, params: { ticketId } }) =>
        presentViewers(await viewers.others(agent, ticketId)),
    }),
    route({
      method: 'post',
      path: '/api/tickets/:ticketId/viewing',
      tag: 'viewers',
      summary: 'I have the ticket on the screen; answers who else does',
      access: 'tickets:work',
      params: ticketParams,
      body: viewingRequest,
      answer: viewersView,
      handle: async ({ agent, params: { ticketId }, body }) =>
        presentViewers(await viewers.look(agent, ticketId, body.typing)),
    }),
    route({
      method: 'delete',
      path: '/api/tickets/:ticketId/viewing',
      tag: 'viewers',
      summary: 'I look at something else now',
      access: 'tickets:work',
      params: ticketParams,
      answer: null,
      handle: ({ agent, params: { ticketId } }) => viewers.leave(agent, ticketId),
    }),
  ]
}
