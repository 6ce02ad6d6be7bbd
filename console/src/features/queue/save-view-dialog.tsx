import { Button, Checkbox, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { SavedView } from '../../../../src/api/contract/saved-view.js'
import { t } from '../../lib/language/messages.js'
import { keys } from '../../lib/query-keys.js'
import { explain, request } from '../../lib/request.js'
import { useCan } from '../../lib/session.js'
import { queueLink } from '../../lib/tickets/views.js'
import { Dialog, DialogButtons } from '../../ui/dialog.js'
import { FormError } from '../../ui/form-error.js'

const words = t.views

type SaveViewDialogProps = { query: string; onDone: () => void }

/** Gives a name to what the list shows now. */
export const SaveViewDialog = ({ query, onDone }: SaveViewDialogProps) => {
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
      // Of a view of one's own no event tells.
      void cache.invalidateQueries({ queryKey: keys.counts })
      await cache.invalidateQueries({ queryKey: keys.savedViews })
      onDone()
      await navigate(queueLink(`saved-${id}`))
    },
  })
  return (
    <Dialog
      title={words.save}
      onClose={onDone}
      onSubmit={() => {
        if (name.trim() !== '') save.mutate()
      }}
    >
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
      <DialogButtons onCancel={onDone}>
        <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
          {t.common.save}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}
