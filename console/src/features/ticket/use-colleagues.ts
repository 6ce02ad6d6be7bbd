import { useQuery } from '@tanstack/react-query'
import type { colleagues } from '../../../../src/api/contract/note.js'
import { keys } from '../../lib/query-keys.js'
import { request } from '../../lib/request.js'
import type { Offer } from './use-suggestions.js'

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Colleagues one of whose names begins with the word. */
export const useColleagues = (isOn: boolean) => {
  const { data } = useQuery({
    queryKey: keys.colleagues,
    queryFn: ({ signal }) => request<(typeof colleagues)['_output']>('/api/colleagues', { signal }),
    enabled: isOn,
  })
  return (word: string | null): Offer[] =>
    word === null
      ? []
      : (data?.items ?? [])
          .filter(({ name }) =>
            plain(name)
              .split(' ')
              .some((part) => part.startsWith(plain(word))),
          )
          .slice(0, 8)
          .map(({ id, name }) => ({ id, title: name, insert: `@${name} ` }))
}
