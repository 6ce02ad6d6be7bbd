import { ActionIcon, Button, Checkbox, Group, Menu, Modal, Stack, TextInput } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { SavedView } from '../../../../src/api/contract/saved-view.js'
import { t } from '../../lib/language/messages.js'
import { keys } from '../../lib/query-keys.js'
import { explain, request } from '../../lib/request.js'
import { useCan } from '../../lib/session.js'
import { queueLink, savedIdOf } from '../../lib/tickets/views.js'
import { FormError } from '../../ui/form-error.js'

type ListMenuProps = { view: string; query: string; onSelect: () => void }

const words = t.views

type SaveDialogProps = { query: string; onDone: () => void }

const SaveDialog = ({ query, onDone }: SaveDialogProps) => {
  const cache = useQueryClient()
  const navigate = useNavigate()
  const mayShare = useCan('views:share')
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const save = useMutation({
    mutationFn: () =>
      request<SavedView>('/api/views', {
        body: { name: name.trim(), shared, filter: Object.fromEntries(new URLSearchParams(query)) },
      }),
    onSuccess: async ({ id }) => {
      await cache.invalidateQueries({ queryKey: keys.savedViews })
      onDone()
      await navigate(queueLink(`saved-${id}`))
    },
  })
  return (
    <Modal
      opened
      onClose={onDone}
      title={words.save}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() !== '') save.mutate()
        }}
      >
        <Stack gap={16}>
          <TextInput
            label={words.name}
            maxLength={60}
            value={name}
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {mayShare ? (
            <Checkbox
              label={words.shared}
              checked={shared}
              onChange={(event) => setShared(event.currentTarget.checked)}
            />
          ) : null}
          <FormError text={save.error ? explain(save.error) : null} />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onDone}>
              {t.common.cancel}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
              {t.common.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

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
  })
  return (
    <>
      <Menu position="bottom-end" withinPortal>
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
      {isSaving ? <SaveDialog query={query} onDone={() => setSaving(false)} /> : null}
    </>
  )
}
