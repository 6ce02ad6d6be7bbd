import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { SendCampaignView } from '../../../../src/api/contract/campaign.js'
import { keys } from '../../lib/query-keys.js'
import { request } from '../../lib/request.js'
import { writeRecipients } from './parse-recipients.js'
import type { RecipientRow } from './parse-recipients.js'

type Sending = { definitionId: string; rows: RecipientRow[] }

/** Sends a campaign to rows that passed the check. Whoever has it already is counted, not sent again. */
export const useSend = () => {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: async ({ definitionId, rows }: Sending): Promise<SendCampaignView> => {
      const answer = await request<SendCampaignView>(`/api/campaigns/${definitionId}/send`, {
        body: { csv: writeRecipients(rows) },
      })
      // The server counts the lines of what it got; the reader knows the lines of their own file.
      const rejected = answer.rejected.map((each) => ({
        ...each,
        line: rows[each.line - 2]?.line ?? each.line,
      }))
      return { ...answer, rejected }
    },
    onSettled: () => cache.invalidateQueries({ queryKey: keys.campaigns }),
  })
}
