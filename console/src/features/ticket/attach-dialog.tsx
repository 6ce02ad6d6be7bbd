import { Button, TextInput } from '@mantine/core'
import { IconFile } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { AttachmentRequest } from '../../../../src/api/contract/attachment.js'
import type { MessageView } from '../../../../src/api/contract/message.js'
import type { TicketView } from '../../../../src/api/contract/ticket.js'
import { base64Of } from '../../lib/base64-of.js'
import { addOne } from '../../lib/conversation/merge-messages.js'
import type { HeldMessages } from '../../lib/conversation/merge-messages.js'
import { t } from '../../lib/language/messages.js'
import { newId } from '../../lib/new-id.js'
import { keys } from '../../lib/query-keys.js'
import { explain, request } from '../../lib/request.js'
import { Dialog, DialogButtons } from '../../ui/dialog.js'
import { FormError } from '../../ui/form-error.js'
import classes from './attach-dialog.module.css'

export type Attachment = { kind: AttachmentRequest['kind']; file: File }

type AttachDialogProps = { ticket: TicketView; attachment: Attachment; onDone: () => void }

const useAddress = (file: File): string | null => {
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    const made = URL.createObjectURL(file)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  return address
}

const Preview = ({ kind, file }: Attachment) => {
  const address = useAddress(file)
  if (kind === 'document' || address === null) {
    return (
      <p className={classes.file}>
        <IconFile size={20} aria-hidden />
        {file.name}
      </p>
    )
  }
  if (kind === 'image') return <img src={address} alt={file.name} className={classes.image} />
  return (
    <audio src={address} controls aria-label={t.conversation.voice} className={classes.audio} />
  )
}

/** Shows what will be sent and sends it; what failed stays here with the reason, and the same id on every attempt. */
export const AttachDialog = ({ ticket, attachment, onDone }: AttachDialogProps) => {
  const cache = useQueryClient()
  const [caption, setCaption] = useState('')
  const [id] = useState(newId)
  const send = useMutation({
    mutationFn: async () => {
      const { kind, file } = attachment
      const body: AttachmentRequest = {
        kind,
        base64: await base64Of(file),
        id,
        ...(file.name === '' ? {} : { fileName: file.name }),
        ...(caption.trim() === '' ? {} : { caption: caption.trim() }),
      }
      return request<MessageView>(`/api/tickets/${ticket.id}/attachments`, { body })
    },
    onSuccess: async (message) => {
      const queryKey = keys.messages(ticket.conversationId)
      cache.setQueryData<HeldMessages>(queryKey, (held) => (held ? addOne(held, message) : held))
      onDone()
      await cache.invalidateQueries({ queryKey })
    },
  })
  // Stays until the answer is there: nowhere else is a failure shown.
  const leave = () => (send.isPending ? undefined : onDone())
  return (
    <Dialog title={t.attach.title[attachment.kind]} onClose={leave} onSubmit={() => send.mutate()}>
      <Preview {...attachment} />
      {attachment.kind === 'voice' ? null : (
        <TextInput
          label={t.attach.caption}
          maxLength={1024}
          value={caption}
          data-autofocus
          onChange={(event) => setCaption(event.currentTarget.value)}
        />
      )}
      <FormError text={send.error ? explain(send.error) : null} />
      <DialogButtons onCancel={leave}>
        <Button type="submit" loading={send.isPending}>
          {t.composer.send}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}
