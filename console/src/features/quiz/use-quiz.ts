import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { QuizAttemptView, QuizView } from '../../../../src/api/contract/quiz.js'
import { request } from '../../lib/request.js'
import { serviceKeys } from '../../lib/service-keys.js'

export type Choice = { itemId: string; optionId: string }

/** The first quiz there is: the product ships one, more are files of the business. */
export const useQuizzes = () =>
  useQuery({
    queryKey: serviceKeys.quizzes,
    queryFn: ({ signal }) => request<{ items: QuizView[] }>('/api/quizzes', { signal }),
  })

export const useAnswerQuiz = (quizId: string) => {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (answers: Choice[]) =>
      request<QuizAttemptView>(`/api/quizzes/${quizId}/attempts`, { body: { answers } }),
    onSettled: () => cache.invalidateQueries({ queryKey: serviceKeys.quizResults(quizId) }),
  })
}

export const useConfirmKey = (quizId: string) => {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (key: Choice) => request<QuizView>(`/api/quizzes/${quizId}/keys`, { body: key }),
    onSettled: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: serviceKeys.quizzes }),
        cache.invalidateQueries({ queryKey: serviceKeys.quizResults(quizId) }),
      ]),
  })
}
