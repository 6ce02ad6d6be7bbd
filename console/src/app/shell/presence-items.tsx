import { Menu } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { PresenceRequest, PresenceView } from '../../../../src/api/contract/desk.js'
import { t } from '../../lib/language/messages.js'
import { keys } from '../../lib/query-keys.js'
import { request } from '../../lib/request.js'
import { showRefusal } from '../../lib/show-refusal.js'

const choices = ['online', 'away', 'offline'] as const

const usePresence = (): PresenceView | undefined =>
  useQuery({
    queryKey: keys.presence,
    queryFn: ({ signal }) => request<PresenceView>('/api/presence', { signal }),
  }).data

/** Whether the agent is there for tickets; shown at once, taken back when the server says no. */
export const PresenceItems = () => {
  const cache = useQueryClient()
  const presence = usePresence()
  const choose = useMutation({
    // One after the other: the last press is what stays.
    scope: { id: 'presence' },
    mutationFn: (body: PresenceRequest) => request<PresenceView>('/api/presence', { body }),
    onMutate: ({ choice }) => {
      void cache.cancelQueries({ queryKey: keys.presence })
      cache.setQueryData<PresenceView>(keys.presence, (held) => (held ? { ...held, choice } : held))
    },
    onError: showRefusal,
    onSettled: () => cache.invalidateQueries({ queryKey: keys.presence }),
  })
  return (
    <>
      <Menu.Label>{t.presence.label}</Menu.Label>
      <Menu.RadioGroup
        value={presence?.choice ?? ''}
        onChange={(choice) => choose.mutate({ choice: choice as PresenceRequest['choice'] })}
      >
        {choices.map((choice) => (
          <Menu.RadioItem key={choice} value={choice}>
            {t.presence.states[choice]}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  )
}
