import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { TicketPlaybooksView } from '../../../../src/api/contract/playbook.js'
import { request } from '../../lib/request.js'
import { serviceKeys } from '../../lib/service-keys.js'

type Tick = { playbookId: string; step: string; value: string | null }

/** The playbooks of a ticket, and following and ticking them. */
export const usePlaybooks = (ticketId: string) => {
  const cache = useQueryClient()
  const queryKey = serviceKeys.playbooks(ticketId)
  const address = `/api/tickets/${ticketId}/playbooks`
  const keep = (answer: TicketPlaybooksView) => cache.setQueryData(queryKey, answer)
  const playbooks = useQuery({
    queryKey,
    queryFn: ({ signal }) => request<TicketPlaybooksView>(address, { signal }),
  })
  const start = useMutation({
    mutationFn: (playbookId: string) =>
      request<TicketPlaybooksView>(address, { body: { playbookId } }),
    onSuccess: keep,
  })
  const tick = useMutation({
    mutationFn: ({ playbookId, step, value }: Tick) =>
      request<TicketPlaybooksView>(`${address}/${playbookId}/${step}`, { body: { value } }),
    onSuccess: keep,
  })
  return { playbooks, start, tick }
}
