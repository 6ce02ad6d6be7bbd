import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { FilledReplyView } from '../../../../src/api/contract/canned-reply.js'
import type { Page } from '../../../../src/api/contract/common.js'
import { t } from '../../lib/language/messages.js'
import { keys } from '../../lib/query-keys.js'
import { request } from '../../lib/request.js'
import type { Offer } from './use-suggestions.js'

const toOffer = ({ id, shortcut, title, text, preview, missing }: FilledReplyView): Offer => ({
  id,
  title,
  aside: `/${shortcut}`,
  detail: text === null ? t.canned.missing(missing.map(({ label }) => label).join(', ')) : preview,
  disabled: text === null,
  insert: text ?? '',
})

/** Ready replies whose shortcut, title or text begins with the word, with this ticket's values filled in. */
export const useCannedReplies = (ticketId: string, word: string | null): Offer[] => {
  const { data } = useQuery({
    queryKey: [...keys.cannedReplies, ticketId, word ?? ''],
    queryFn: ({ signal }) =>
      request<Page<FilledReplyView>>(
        `/api/tickets/${ticketId}/canned-replies?${new URLSearchParams(word ? { search: word } : {}).toString()}`,
        { signal },
      ),
    enabled: word !== null,
    placeholderData: keepPreviousData,
  })
  return word === null ? [] : (data?.items ?? []).map(toOffer)
}
