import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { TicketPlaybooksView } from '../../../../src/api/contract/playbook.js'
import { request } from '../../lib/request.js'
import { serviceKeys } from '../../lib/service-keys.js'

type Tick = { playbookId: string; step: string; value: string | null }

const withValue = (
  playbooks: TicketPlaybooksView,
  { playbookId, step, value }: Tick,
): TicketPlaybooksView => ({
  ...playbooks,
  runs: playbooks.runs.map((run) =>
    run.playbookId === playbookId
      ? { ...run, steps: run.steps.map((each) => (each.id === step ? { ...each, value } : each)) }
      : run,
  ),
})

const valueOf = (
  held: TicketPlaybooksView | undefined,
  { playbookId, step }: Tick,
): string | null =>
  held?.runs.find((run) => run.playbookId === playbookId)?.steps.find((each) => each.id === step)
    ?.value ?? null

/** The playbooks of a ticket, and following and ticking them. */
export const usePlaybooks = (ticketId: string) => {
  const cache = useQueryClient()
  const queryKey = serviceKeys.playbooks(ticketId)
  const tickKey = [...queryKey, 'tick']
  const address = `/api/tickets/${ticketId}/playbooks`
  const keep = (answer: TicketPlaybooksView) => cache.setQueryData(queryKey, answer)
  const show = (chosen: Tick) =>
    cache.setQueryData<TicketPlaybooksView>(queryKey, (held) => held && withValue(held, chosen))
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
    mutationKey: tickKey,
    // One after the other: the answer to the last is the newest truth.
    scope: { id: tickKey.join('/') },
    mutationFn: ({ playbookId, step, value }: Tick) =>
      request<TicketPlaybooksView>(`${address}/${playbookId}/${step}`, { body: { value } }),
    // A tick is seen at once; which steps follow from it only the server knows.
    onMutate: (chosen) => {
      void cache.cancelQueries({ queryKey })
      const before = valueOf(cache.getQueryData(queryKey), chosen)
      show(chosen)
      return before
    },
    onError: (_error, chosen, before) => {
      show({ ...chosen, value: before ?? null })
      return cache.invalidateQueries({ queryKey })
    },
    // An answer from before a later tick would take that tick off the screen.
    onSuccess: (answer) => {
      if (cache.isMutating({ mutationKey: tickKey }) === 1) keep(answer)
    },
  })
  return { playbooks, start, tick }
}
