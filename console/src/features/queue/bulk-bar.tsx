import { Button, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { BulkRequest, BulkView } from '../../../../src/api/contract/bulk.js'
import { t } from '../../lib/language/messages.js'
import { keys } from '../../lib/query-keys.js'
import { request } from '../../lib/request.js'
import { showRefusal } from '../../lib/show-refusal.js'
import { useTags } from '../../lib/tickets/use-tags.js'
import { WaitDialog } from '../../ui/wait-dialog.js'
import classes from './bulk-bar.module.css'

type BulkBarProps = { marked: ReadonlySet<string>; onAll: () => void; onEnd: () => void }

const words = t.bulk
const atOnce = 100

/** What can be done with every marked ticket; what was refused is said, one reason for each kind of refusal. */
export const BulkBar = ({ marked, onAll, onEnd }: BulkBarProps) => {
  const cache = useQueryClient()
  const tags = useTags().filter(({ archivedAt }) => archivedAt === null)
  const [isWaiting, setWaiting] = useState(false)
  const ticketIds = [...marked].slice(0, atOnce)
  const bulk = useMutation({
    mutationFn: (body: BulkRequest) => request<BulkView>('/api/tickets/bulk', { body }),
    onSuccess: ({ done, failed }) => {
      const reasons = [...new Set(failed.map(({ detail }) => detail))].join(' ')
      notifications.show({
        message: `${words.done(done.length, failed.length)} ${reasons}`.trim(),
        role: failed.length > 0 ? 'alert' : 'status',
        ...(failed.length > 0 ? { color: 'red' } : {}),
      })
      onEnd()
    },
    onError: showRefusal,
    onSettled: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: keys.ticketLists }),
        cache.invalidateQueries({ queryKey: keys.counts }),
      ]),
  })
  const isNone = ticketIds.length === 0 || bulk.isPending
  return (
    <div className={classes.bar} role="toolbar" aria-label={words.title}>
      <span role="status">{words.marked(marked.size)}</span>
      <Button size="compact-sm" variant="default" onClick={onAll}>
        {words.all}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        disabled={isNone}
        onClick={() => bulk.mutate({ action: 'claim', ticketIds })}
      >
        {t.actions.claim}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        disabled={isNone}
        onClick={() => bulk.mutate({ action: 'release', ticketIds })}
      >
        {t.actions.release}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        disabled={isNone}
        onClick={() => setWaiting(true)}
      >
        {words.snooze}
      </Button>
      {tags.length > 0 ? (
        <Menu withInitialFocusPlaceholder={false} position="bottom-start" withinPortal>
          <Menu.Target>
            <Button size="compact-sm" variant="default" disabled={isNone}>
              {t.tags.add}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {tags.map(({ id, name }) => (
              <Menu.Item
                key={id}
                onClick={() => bulk.mutate({ action: 'tag', ticketIds, add: [id], remove: [] })}
              >
                {name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      ) : null}
      <Button size="compact-sm" variant="subtle" onClick={onEnd}>
        {words.end}
      </Button>
      {isWaiting ? (
        <WaitDialog
          title={words.snoozeTitle(ticketIds.length)}
          onCancel={() => setWaiting(false)}
          onWait={(body) => {
            setWaiting(false)
            bulk.mutate({ action: 'snooze', ticketIds, ...body })
          }}
        />
      ) : null}
    </div>
  )
}
