import { z } from 'zod'
import { replyVariables } from '../../domain/canned-reply.js'
import {
  cannedReplyPage,
  cannedReplyQuery,
  cannedReplyVariables,
  cannedReplyView,
  changeCannedReplyRequest,
  filledReplyPage,
  filledReplyQuery,
  newCannedReplyRequest,
} from '../contract/canned-reply.js'
import { identifier } from '../contract/common.js'
import type { ApiDeps } from '../deps.js'
import { presentFilled, presentReply } from '../present/workspace.js'
import { route } from '../routing/route.js'
import type { Route } from '../routing/route.js'
import { ticketParams } from './tickets.js'

type Deps = Pick<ApiDeps, 'workspace'>
type Change = z.output<typeof changeCannedReplyRequest>

const params = z.strictObject({ replyId: identifier })

const present = (change: Change) => ({
  ...(change.shortcut === undefined ? {} : { shortcut: change.shortcut }),
  ...(change.title === undefined ? {} : { title: change.title }),
  ...(change.step === undefined ? {} : { step: change.step }),
  ...(change.text === undefined ? {} : { text: change.text }),
  ...(change.disabled === undefined ? {} : { disabled: change.disabled }),
})

const createEditingRoutes = ({ workspace: { replies } }: Deps): Route[] => [
  route({
    method: 'post',
    path: '/api/canned-replies',
    tag: 'canned-replies',
    summary: 'Add a canned reply',
    access: 'workspace:manage',
    body: newCannedReplyRequest,
    answer: cannedReplyView,
    status: 201,
    handle: async ({ agent, body }) => presentReply(await replies.create(agent, body)),
  }),
  route({
    method: 'patch',
    path: '/api/canned-replies/:replyId',
    tag: 'canned-replies',
    summary: 'Write over a canned reply, or switch it off',
    access: 'workspace:manage',
    params,
    body: changeCannedReplyRequest,
    answer: cannedReplyView,
    handle: async ({ agent, params: { replyId }, body }) =>
      presentReply(await replies.change(agent, replyId, present(body))),
  }),
  route({
    method: 'delete',
    path: '/api/canned-replies/:replyId',
    tag: 'canned-replies',
    summary: 'Remove an added reply; one that was delivered is as it was again',
    access: 'workspace:manage',
    params,
    answer: null,
    handle: ({ agent, params: { replyId } }) => replies.remove(agent, replyId),
  }),
]

export const createCannedReplyRoutes = (deps: Deps): Route[] => {
  const { replies } = deps.workspace
  return [
    route({
      method: 'get',
      path: '/api/canned-replies',
      tag: 'canned-replies',
      summary: 'Canned replies with their variables, by step of the protocol',
      access: 'tickets:work',
      query: cannedReplyQuery,
      answer: cannedReplyPage,
      handle: async ({ query }) => {
        const filter = { search: query.search ?? '', disabled: query.disabled === 'true' }
        return { items: (await replies.list(filter)).map(presentReply), next: null }
      },
    }),
    route({
      method: 'get',
      path: '/api/canned-replies/variables',
      tag: 'canned-replies',
      summary: 'What a canned reply may hold in braces',
      access: 'tickets:work',
      answer: cannedReplyVariables,
      handle: () =>
        Promise.resolve({
          items: Object.entries(replyVariables).map(([name, label]) => ({ name, label })),
          next: null,
        }),
    }),
    route({
      method: 'get',
      path: '/api/tickets/:ticketId/canned-replies',
      tag: 'canned-replies',
      summary: 'Canned replies filled in for a ticket; what is missing is named',
      access: 'tickets:work',
      params: ticketParams,
      query: filledReplyQuery,
      answer: filledReplyPage,
      handle: async ({ agent, params: { ticketId }, query }) => {
        const wanted = { search: query.search ?? '', language: query.language ?? null }
        const found = await replies.forTicket(agent, ticketId, wanted)
        return { items: found.map(presentFilled), next: null }
      },
    }),
    ...createEditingRoutes(deps),
  ]
}
