import { Button, Menu } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { TicketView } from '../../../../src/api/contract/ticket.js'
import { t } from '../../lib/language/messages.js'
import { keys } from '../../lib/query-keys.js'
import { explain, request } from '../../lib/request.js'
import { useSession } from '../../lib/session.js'
import { patchTicket, placeTicket } from '../../lib/tickets/cached-tickets.js'
import { useTags } from '../../lib/tickets/use-tags.js'
import { ColouredTag } from '../../ui/coloured-tag.js'
import { FormError } from '../../ui/form-error.js'
import classes from './customer-card.module.css'

type Change = { add: string[]; remove: string[] }

/** The ticket's tags, and a menu to put them on and take them off: shown at once, taken back when the server says no. */
export const TicketTags = ({ ticket }: { ticket: TicketView }) => {
  const tags = useTags()
  const cache = useQueryClient()
  const { agent } = useSession()
  const mutationKey = ['tags', ticket.id]
  const show = ({ add, remove }: Change) => {
    const held = cache.getQueryData<TicketView>(keys.ticket(ticket.id)) ?? ticket
    const tags = [...held.tags.filter((id) => ![...add, ...remove].includes(id)), ...add]
    patchTicket(cache, ticket.id, { tags })
  }
  const change = useMutation({
    mutationKey,
    // One after the other: the answer to the last is the newest truth.
    scope: { id: mutationKey.join('/') },
    mutationFn: (body: Change) => request<TicketView>(`/api/tickets/${ticket.id}/tags`, { body }),
    onMutate: show,
    // An answer from before a later press would take what that one did off the screen.
    onSuccess: (answer) => {
      if (cache.isMutating({ mutationKey }) === 1) placeTicket(cache, answer, agent.id)
    },
    onError: (_error, { add, remove }) => show({ add: remove, remove: add }),
  })
  const toggle = (id: string) =>
    change.mutate(ticket.tags.includes(id) ? { add: [], remove: [id] } : { add: [id], remove: [] })
  const offered = tags.filter(({ archivedAt }) => archivedAt === null)
  return (
    <div className={classes.tags} role="group" aria-label={t.tags.title}>
      {tags
        .filter(({ id }) => ticket.tags.includes(id))
        .map((tag) => (
          <ColouredTag key={tag.id} tag={tag} />
        ))}
      {offered.length > 0 ? (
        <Menu
          withInitialFocusPlaceholder={false}
          position="bottom-start"
          withinPortal
          closeOnItemClick={false}
        >
          <Menu.Target>
            <Button
              size="compact-xs"
              variant="default"
              leftSection={<IconPlus size={12} aria-hidden />}
            >
              {t.tags.add}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {offered.map((tag) => (
              <Menu.CheckboxItem
                key={tag.id}
                checked={ticket.tags.includes(tag.id)}
                onChange={() => toggle(tag.id)}
              >
                {tag.name}
              </Menu.CheckboxItem>
            ))}
          </Menu.Dropdown>
        </Menu>
      ) : null}
      <FormError text={change.error ? explain(change.error) : null} />
    </div>
  )
}
