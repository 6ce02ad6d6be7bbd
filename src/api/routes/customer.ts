import { z } from 'zod'
import { identifier } from '../contract/common.js'
import { customerView } from '../contract/customer.js'
import type { ApiDeps } from '../deps.js'
import { presentCustomer } from '../present/customer.js'
import { route } from '../routing/route.js'
import type { Route } from '../routing/route.js'

export const createCustomerRoutes = ({
  workspace,
  content,
}: Pick<ApiDeps, 'workspace' | 'content'>): Route[] => [
  route({
    method: 'get',
    path: '/api/conversations/:conversationId/customer',
    tag: 'conversations',
    summary:
      'All the desk knows of the customer: services, campaigns, tickets, surveys, notes, consent',
    access: 'tickets:work',
    params: z.strictObject({ conversationId: identifier }),
    answer: customerView,
    handle: async ({ agent, params: { conversationId } }) =>
      presentCustomer(await workspace.customer(agent, conversationId), content()),
  }),
]
