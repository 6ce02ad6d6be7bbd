import type { ClassifierFace } from '../classifier-face.js'
import {
  differencePage,
  differenceQuery,
  shadowQuery,
  shadowRunPage,
  shadowView,
} from '../contract/classifier.js'
import { pageQuery } from '../contract/common.js'
import { presentDifference, presentShadowRun } from '../present/shadow.js'
import type { ApiRecords } from '../records.js'
import { route } from '../routing/route.js'
import type { Route } from '../routing/route.js'
import { toPageRequest } from './page-request.js'

/** As it stands in the address: an intent, or `none`. */
const intentOf = (asked: string | undefined): string | null | undefined =>
  asked === 'none' ? null : asked

/** Where a model in shadow disagrees with the live one, before somebody decides. */
export const createShadowRoutes = (
  { shadow }: ClassifierFace,
  { messages }: Pick<ApiRecords, 'messages'>,
): Route[] => [
  route({
    method: 'get',
    path: '/api/classifier/shadow',
    tag: 'classifier',
    summary: 'How many messages the model in shadow understood otherwise, by pair of intents',
    access: 'transcripts:read-any',
    query: shadowQuery,
    answer: shadowView,
    handle: async ({ query }) => {
      const { run, pairs } = await shadow.summary(query.run)
      return { run: run && presentShadowRun(run), pairs }
    },
  }),
  route({
    method: 'get',
    path: '/api/classifier/shadow/runs',
    tag: 'classifier',
    summary: 'Every model that was in shadow, newest first, and what became of it',
    access: 'transcripts:read-any',
    query: pageQuery,
    answer: shadowRunPage,
    handle: async ({ query }) => {
      const { items, next } = await shadow.runs(toPageRequest(query))
      return { items: items.map(presentShadowRun), next }
    },
  }),
  route({
    method: 'get',
    path: '/api/classifier/shadow/differences',
    tag: 'classifier',
    summary: 'Messages that the model in shadow understood otherwise, newest first',
    access: 'transcripts:read-any',
    query: differenceQuery,
    answer: differencePage,
    handle: async ({ query }) => {
      const { run, live, candidate } = query
      const { items, next } = await shadow.differences(
        { runId: run, live: intentOf(live), candidate: intentOf(candidate) },
        toPageRequest(query),
      )
      const found = await Promise.all(items.map(({ messageId }) => messages.byId(messageId)))
      return {
        items: items.map((item, index) =>
          presentDifference(item, found[index]?.conversationId ?? null),
        ),
        next,
      }
    },
  }),
]
