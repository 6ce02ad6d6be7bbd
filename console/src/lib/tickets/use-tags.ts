import { useQuery } from '@tanstack/react-query'
import type { Page } from '../../../../src/api/contract/common.js'
import type { TagView } from '../../../../src/api/contract/tag.js'
import { keys } from '../query-keys.js'
import { request } from '../request.js'

const none: TagView[] = []

/** The team's tags, also those no longer offered: tickets keep them. */
export const useTags = (): TagView[] =>
  useQuery({
    queryKey: keys.tags,
    queryFn: ({ signal }) => request<Page<TagView>>('/api/tags', { signal }),
    select: (page) => page.items,
  }).data ?? none
