import { Button, Group, Modal, NativeSelect, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import type {
  CloseRequest,
  TicketOutcome,
  TicketView,
} from '../../../../src/api/contract/ticket.js'
import { t } from '../../lib/language/messages.js'

type CloseDialogProps = {
  ticket: TicketView
  onCancel: () => void
  onClose: (body: CloseRequest) => void
}

const outcomes = Object.entries(t.ticket.outcomes) as [TicketOutcome, string][]
const choices = [{ value: '', label: '—' }, ...outcomes.map(([value, label]) => ({ value, label }))]

/** Asks how it ended before a ticket is closed: an outcome and the reason in the agent's words. */
export const CloseDialog = ({ ticket, onCancel, onClose }: CloseDialogProps) => {
  const [outcome, setOutcome] = useState<TicketOutcome | ''>('')
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const submit = () => {
    setAsked(true)
    if (outcome !== '' && reason.trim() !== '') onClose({ outcome, reason: reason.trim() })
  }
  return (
    <Modal
      opened
      onClose={onCancel}
      title={t.close.title(ticket.number)}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <Stack gap={16}>
          <NativeSelect
            label={t.close.outcome}
            data={choices}
            value={outcome}
            data-autofocus
            error={asked && outcome === '' ? t.close.outcomeNeeded : null}
            onChange={(event) => setOutcome(event.currentTarget.value as TicketOutcome | '')}
          />
          <Textarea
            label={t.close.reason}
            description={t.close.reasonHint}
            maxLength={500}
            autosize
            minRows={3}
            maxRows={8}
            value={reason}
            error={asked && reason.trim() === '' ? t.close.reasonNeeded : null}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onCancel}>
              {t.common.cancel}
            </Button>
            <Button type="submit">{t.close.submit}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
