import { z } from 'zod'
import { identifier } from '../contract/common.js'
import {
  changeTagRequest,
  newTagRequest,
  tagPage,
  tagView,
  ticketTagsRequest,
} from '../contract/tag.js'
import { ticketView } from '../contract/ticket.js'
import type { ApiDeps } from '../deps.js'
import { presentTicket } from '../present/ticket.js'
import { presentTag } from '../present/workspace.js'
import { route } from '../routing/route.js'
import type { Route } from '../routing/route.js'
import { ticketParams } from './tickets.js'

export const createTagRoutes = ({
  workspace: { tags },
  desk,
  content,
}: Pick<ApiDeps, 'workspace' | 'desk' | 'content'>): Route[] => [
  route({
    method: 'get',
    path: '/api/tags',
    tag: 'tags',
    summary: 'Every tag by name, also those no longer offered',
    access: 'tickets:work',
    answer: tagPage,
    handle: async () => ({ items: (await tags.list()).map(presentTag), next: null }),
  }),
  route({
    method: 'post',
    path: '/api/tags',
    tag: 'tags',
    summary: 'Add a tag',
    access: 'workspace:manage',
    body: newTagRequest,
    answer: tagView,
    status: 201,
    handle: async ({ agent, body }) => presentTag(await tags.create(agent, body)),
  }),
  route({
    method: 'patch',
    path: '/api/tags/:tagId',
    tag: 'tags',
    summary: 'Rename, recolour or archive a tag',
    access: 'workspace:manage',
    params: z.strictObject({ tagId: identifier }),
    body: changeTagRequest,
    answer: tagView,
    handle: async ({ agent, params, body: { name, colour, archived } }) =>
      presentTag(
        await tags.change(agent, params.tagId, {
          ...(name === undefined ? {} : { name }),
          ...(colour === undefined ? {} : { colour }),
          ...(archived === undefined ? {} : { archived }),
        }),
      ),
  }),
  route({
    method: 'post',
    path: '/api/tickets/:ticketId/tags',
    tag: 'tags',
    summary: 'Put tags on a ticket and take them off',
    access: 'tickets:work',
    params: ticketParams,
    body: ticketTagsRequest,
    answer: ticketView,
    handle: async ({ agent, params: { ticketId }, body }) => {
      await tags.apply(agent, ticketId, body)
      return presentTicket(await desk.get(agent, ticketId), content().surveys)
    },
  }),
]
