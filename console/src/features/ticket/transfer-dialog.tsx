import { Button, NativeSelect, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { TeamMember, teamView } from '../../../../src/api/contract/desk.js'
import type { TransferRequest } from '../../../../src/api/contract/ticket-work.js'
import type { TicketView } from '../../../../src/api/contract/ticket.js'
import { t } from '../../lib/language/messages.js'
import { keys } from '../../lib/query-keys.js'
import { request } from '../../lib/request.js'
import { Dialog, DialogButtons } from '../../ui/dialog.js'

type TransferDialogProps = {
  ticket: TicketView
  onCancel: () => void
  onTransfer: (body: TransferRequest) => void
}

const queues = Object.entries(t.ticket.queues)

const inWords = ({ name, presence, claimed, capacity }: TeamMember): string =>
  `${name} · ${t.presence.states[presence]} · ${claimed}/${capacity}`

const bodyOf = (to: string, note: string): TransferRequest =>
  to.startsWith('queue:')
    ? { queue: to.slice('queue:'.length) as keyof typeof t.ticket.queues, note }
    : { agentId: to, note }

/** Who or which queue gets the ticket, and what they need to know. */
export const TransferDialog = ({ ticket, onCancel, onTransfer }: TransferDialogProps) => {
  const [to, setTo] = useState('')
  const [note, setNote] = useState('')
  const [asked, setAsked] = useState(false)
  const team = useQuery({
    queryKey: keys.team,
    queryFn: ({ signal }) => request<(typeof teamView)['_output']>('/api/team', { signal }),
  })
  const colleagues = (team.data?.items ?? []).filter(({ id }) => id !== ticket.assignee?.id)
  const choices = [
    { value: '', label: t.common.none },
    {
      group: t.transfer.people,
      items: colleagues.map((member) => ({ value: member.id, label: inWords(member) })),
    },
    {
      group: t.transfer.queues,
      items: queues.map(([id, name]) => ({ value: `queue:${id}`, label: name })),
    },
  ]
  const submit = () => {
    setAsked(true)
    if (to !== '' && note.trim() !== '') onTransfer(bodyOf(to, note.trim()))
  }
  return (
    <Dialog title={t.transfer.title(ticket.number)} onClose={onCancel} onSubmit={submit}>
      <NativeSelect
        label={t.transfer.to}
        data={choices}
        value={to}
        data-autofocus
        error={asked && to === '' ? t.transfer.toNeeded : null}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <Textarea
        label={t.transfer.note}
        description={t.transfer.noteHint}
        maxLength={1000}
        autosize
        minRows={3}
        maxRows={8}
        value={note}
        error={asked && note.trim() === '' ? t.transfer.noteNeeded : null}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <DialogButtons onCancel={onCancel}>
        <Button type="submit">{t.transfer.submit}</Button>
      </DialogButtons>
    </Dialog>
  )
}
