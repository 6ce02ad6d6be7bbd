import { Button, NativeSelect, Textarea } from '@mantine/core'
import { Suspense, useState } from 'react'
import type { CloseRequest, TicketView } from '../../../../src/api/contract/ticket.js'
import { useSlots } from '../../lib/desk/slots.js'
import { t } from '../../lib/language/messages.js'
import { outcomesOf, useDeskSettings } from '../../lib/tickets/use-desk-settings.js'
import { Dialog, DialogButtons } from '../../ui/dialog.js'
import { FormError } from '../../ui/form-error.js'

type CloseDialogProps = {
  ticket: TicketView
  /** Why the server did not take the close; the dialog stays with what was written. */
  refusal: string | null
  isBusy: boolean
  onCancel: () => void
  onClose: (body: CloseRequest) => void
}

/** Asks how it ended before a ticket is closed: an outcome, the reason in the agent's words, and what other features ask. */
export const CloseDialog = ({ ticket, refusal, isBusy, onCancel, onClose }: CloseDialogProps) => {
  const settings = useDeskSettings()
  const { beforeClose } = useSlots()
  const [outcome, setOutcome] = useState('')
  const [reason, setReason] = useState('')
  const [extra, setExtra] = useState<Record<string, unknown> | null>({})
  const [asked, setAsked] = useState(false)
  const choices = [
    { value: '', label: t.common.none },
    ...outcomesOf(settings).map(({ id, name }) => ({ value: id, label: name })),
  ]
  const submit = () => {
    setAsked(true)
    if (outcome === '' || reason.trim() === '' || extra === null) return
    onClose({ outcome, reason: reason.trim(), ...extra })
  }
  return (
    <Dialog title={t.close.title(ticket.number)} onClose={onCancel} onSubmit={submit}>
      <NativeSelect
        label={t.close.outcome}
        data={choices}
        value={outcome}
        data-autofocus
        error={asked && outcome === '' ? t.close.outcomeNeeded : null}
        onChange={(event) => setOutcome(event.currentTarget.value)}
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
      <Suspense fallback={null}>
        {beforeClose.map((BeforeClose, index) => (
          <BeforeClose key={index} ticket={ticket} onExtra={setExtra} />
        ))}
      </Suspense>
      <FormError text={refusal} />
      <DialogButtons onCancel={onCancel}>
        <Button type="submit" loading={isBusy}>
          {t.close.submit}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}
