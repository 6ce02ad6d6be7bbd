import { SegmentedControl } from '@mantine/core'
import type { RefObject } from 'react'
import type { TicketView } from '../../../../src/api/contract/ticket.js'
import { t } from '../../lib/language/messages.js'
import { CannotSend } from './cannot-send.js'
import classes from './composer.module.css'
import { NoteComposer } from './note-composer.js'
import { ReplyComposer } from './reply-composer.js'
import type { ReplyComposerProps } from './reply-composer.js'

export type Mode = 'reply' | 'note'

type ComposerProps = Omit<ReplyComposerProps, 'field'> & {
  ticket: TicketView
  canSend: boolean
  mode: Mode
  onMode: (mode: Mode) => void
  replyField: RefObject<HTMLTextAreaElement | null>
  noteField: RefObject<HTMLTextAreaElement | null>
}

/** The place to write: to the customer, or for the team. Who cannot answer the customer can still leave a note. */
export const Composer = (props: ComposerProps) => {
  const { ticket, canSend, mode, onMode, replyField, noteField, ...reply } = props
  return (
    <div className={classes.composer} data-mode={mode}>
      <SegmentedControl
        size="xs"
        className={classes.mode ?? ''}
        aria-label={t.composer.mode}
        value={mode}
        onChange={(chosen) => onMode(chosen)}
        data={[
          { value: 'reply', label: t.notes.reply },
          { value: 'note', label: t.notes.mode },
        ]}
      />
      {mode === 'note' ? (
        <NoteComposer ticket={ticket} field={noteField} onLeave={() => onMode('reply')} />
      ) : canSend ? (
        <ReplyComposer key={ticket.id} ticket={ticket} field={replyField} {...reply} />
      ) : (
        <CannotSend ticket={ticket} />
      )}
    </div>
  )
}
