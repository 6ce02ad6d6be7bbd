import { z } from 'zod'
import type { ServiceProtocol } from '../../protocol/protocol.js'
import { pageQuery } from '../contract/common.js'
import {
  quizAnswersRequest,
  quizAttemptPage,
  quizAttemptView,
  quizKeyRequest,
  quizList,
  quizView,
} from '../contract/quiz.js'
import { presentAttempt, presentQuiz } from '../present/quiz.js'
import { route } from '../routing/route.js'
import type { Route } from '../routing/route.js'
import { toPageRequest } from './page-request.js'

const quizParams = z.strictObject({ quizId: z.string().max(100) })
const tag = 'quiz'

/** The training quiz (domain.md E1). */
export const createQuizRoutes = ({ quizzes }: Pick<ServiceProtocol, 'quizzes'>): Route[] => [
  route({
    method: 'get',
    path: '/api/quizzes',
    tag,
    summary: 'The quizzes; confirmed keys only for who may confirm them',
    access: 'tickets:work',
    answer: quizList,
    handle: async ({ agent }) => ({ items: (await quizzes.list(agent)).map(presentQuiz) }),
  }),
  route({
    method: 'post',
    path: '/api/quizzes/:quizId/attempts',
    tag,
    summary: 'Answer a quiz; items without a confirmed key are not scored',
    access: 'tickets:work',
    params: quizParams,
    body: quizAnswersRequest,
    answer: quizAttemptView,
    status: 201,
    handle: async ({ agent, params, body }) =>
      presentAttempt(await quizzes.answer(agent, params.quizId, body.answers)),
  }),
  route({
    method: 'get',
    path: '/api/quizzes/:quizId/attempts',
    tag,
    summary: 'Results, newest first; an agent sees their own',
    access: 'tickets:work',
    params: quizParams,
    query: pageQuery,
    answer: quizAttemptPage,
    handle: async ({ agent, params, query }) => {
      const { items, next } = await quizzes.results(agent, params.quizId, toPageRequest(query))
      return { items: items.map(presentAttempt), next }
    },
  }),
  route({
    method: 'post',
    path: '/api/quizzes/:quizId/keys',
    tag,
    summary: 'Confirm the right option of an item',
    access: 'transcripts:read-any',
    params: quizParams,
    body: quizKeyRequest,
    answer: quizView,
    handle: async ({ agent, params, body }) =>
      presentQuiz(await quizzes.confirmKey(agent, params.quizId, body)),
  }),
]
