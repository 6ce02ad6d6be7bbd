import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ClassifierView } from '../../../../src/api/contract/classifier.js'
import { keys } from '../../lib/query-keys.js'
import { request } from '../../lib/request.js'
import { showRefusal } from '../../lib/show-refusal.js'

/** Learning takes seconds, and nothing in the live feed tells of its end. */
const whileLearningMs = 1_000

export const useClassifier = () =>
  useQuery({
    queryKey: keys.classifier,
    queryFn: ({ signal }) => request<ClassifierView>('/api/classifier', { signal }),
    refetchInterval: ({ state }) => (state.data?.training ? whileLearningMs : false),
  })

/** `train`, `promote`, `discard` or `roll-back`; what everybody decided meanwhile is read again, also after a refusal. */
export const useModelChange = () => {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (verb: string) =>
      request<ClassifierView>(`/api/classifier/${verb}`, {
        method: 'POST',
        ...(verb === 'train' ? { body: {} } : {}),
      }),
    onError: showRefusal,
    onSettled: () => cache.invalidateQueries({ queryKey: keys.classifier }),
  })
}
