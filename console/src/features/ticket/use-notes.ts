import { useQuery } from '@tanstack/react-query'
import type { Page } from '../../../../src/api/contract/common.js'
import type { NoteView } from '../../../../src/api/contract/note.js'
import { keys } from '../../lib/query-keys.js'
import { request } from '../../lib/request.js'

/** What colleagues noted on a conversation. */
export const useNotes = (conversationId: string): NoteView[] | undefined =>
  useQuery({
    queryKey: keys.notes(conversationId),
    queryFn: ({ signal }) =>
      request<Page<NoteView>>(`/api/conversations/${conversationId}/notes?limit=200`, { signal }),
    select: (page) => page.items,
  }).data
