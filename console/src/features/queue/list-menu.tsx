import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Suspense, useState } from 'react'
import { useNavigate } from 'react-router'
import { t } from '../../lib/language/messages.js'
import { lazily } from '../../lib/lazily.js'
import { keys } from '../../lib/query-keys.js'
import { request } from '../../lib/request.js'
import { showRefusal } from '../../lib/show-refusal.js'
import { queueLink, savedIdOf } from '../../lib/tickets/views.js'

type ListMenuProps = { view: string; query: string; onSelect: () => void }

const words = t.views

const SaveViewDialog = lazily(async () => (await import('./save-view-dialog.js')).SaveViewDialog)

/** What can be done with the whole list: mark tickets, keep it as a view, drop the view. */
export const ListMenu = ({ view, query, onSelect }: ListMenuProps) => {
  const cache = useQueryClient()
  const navigate = useNavigate()
  const [isSaving, setSaving] = useState(false)
  const savedId = savedIdOf(view)
  const remove = useMutation({
    mutationFn: (id: string) => request(`/api/views/${id}`, { method: 'DELETE' }),
    onSuccess: async () => {
      await navigate(queueLink('mine'))
      await cache.invalidateQueries({ queryKey: keys.savedViews })
    },
    onError: showRefusal,
  })
  return (
    <>
      <Menu withInitialFocusPlaceholder={false} position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={30} aria-label={words.menu}>
            <IconDots size={18} stroke={1.6} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={onSelect}>{t.bulk.begin}</Menu.Item>
          <Menu.Item onClick={() => setSaving(true)}>{words.save}</Menu.Item>
          {savedId === null ? null : (
            <Menu.Item color="red" onClick={() => remove.mutate(savedId)}>
              {words.remove}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {isSaving ? (
        <Suspense fallback={null}>
          <SaveViewDialog query={query} onDone={() => setSaving(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
