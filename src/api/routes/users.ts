import { z } from 'zod'
import { createAudit } from '../audit.js'
import { createUserDesk } from '../auth/users.js'
import { identifier, pageQuery } from '../contract/common.js'
import { changeUserRequest, createUserRequest, userPage, userView } from '../contract/user.js'
import type { ApiDeps } from '../deps.js'
import { presentUser } from '../present/user.js'
import { route } from '../routing/route.js'
import type { Route } from '../routing/route.js'
import { pageById, toPageRequest } from './page-request.js'

export const createUserRoutes = (
  deps: Pick<ApiDeps, 'records' | 'passwords' | 'clock' | 'newId'>,
): Route[] => {
  const users = createUserDesk(deps)
  const audit = createAudit(deps)
  return [
    route({
      method: 'get',
      path: '/api/users',
      tag: 'users',
      summary: 'Everyone who can sign in',
      access: 'users:manage',
      query: pageQuery,
      answer: userPage,
      handle: async ({ query }) => {
        const { items, next } = pageById(await deps.records.agents.list(), toPageRequest(query))
        return { items: items.map(presentUser), next }
      },
    }),
    route({
      method: 'post',
      path: '/api/users',
      tag: 'users',
      summary: 'Add a user',
      access: 'users:manage',
      body: createUserRequest,
      answer: userView,
      status: 201,
      handle: async ({ agent, body }) => {
        const created = await users.create(body)
        await audit(agent, 'user.created', created.id)
        return presentUser(created)
      },
    }),
    route({
      method: 'patch',
      path: '/api/users/:userId',
      tag: 'users',
      summary: 'Change name, role or password, or disable; ends their sessions when it matters',
      access: 'users:manage',
      params: z.strictObject({ userId: identifier }),
      body: changeUserRequest,
      answer: userView,
      handle: async ({ agent, params, body }) => {
        const changed = await users.change(params.userId, body)
        await audit(agent, 'user.changed', changed.id)
        return presentUser(changed)
      },
    }),
  ]
}
