import { Button, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import type { KeyboardEvent, RefObject } from 'react'
import type { NewNoteRequest, NoteView } from '../../../../src/api/contract/note.js'
import type { TicketView } from '../../../../src/api/contract/ticket.js'
import { t } from '../../lib/language/messages.js'
import { newId } from '../../lib/new-id.js'
import { keys } from '../../lib/query-keys.js'
import { explain, request } from '../../lib/request.js'
import { FormError } from '../../ui/form-error.js'
import classes from './composer.module.css'
import { Suggestions } from './suggestions.js'
import { useColleagues } from './use-colleagues.js'
import { useNoteDraft } from './use-note-draft.js'
import { useSuggestions } from './use-suggestions.js'

type NoteComposerProps = {
  ticket: TicketView
  field: RefObject<HTMLTextAreaElement | null>
  onLeave: () => void
}

/** A note for the team; whoever is named with @ is told. */
export const NoteComposer = ({ ticket, field, onLeave }: NoteComposerProps) => {
  const cache = useQueryClient()
  const { text, named, write, name, clear } = useNoteDraft(ticket.conversationId)
  const attempt = useRef(newId())
  const offersFor = useColleagues(true)
  const names = useSuggestions({
    sign: '@',
    text,
    field,
    offersFor,
    onText: write,
    onChosen: ({ id, title }) => name(id, title),
  })
  const note = useMutation({
    mutationFn: (body: NewNoteRequest) =>
      request<NoteView>(`/api/conversations/${ticket.conversationId}/notes`, { body }),
    onSuccess: async () => {
      attempt.current = newId()
      clear()
      await cache.invalidateQueries({ queryKey: keys.notes(ticket.conversationId) })
    },
  })
  const save = () => {
    if (text.trim() === '' || note.isPending) return
    const mentions = named.filter(({ title }) => text.includes(`@${title}`))
    note.mutate({
      text: text.trim(),
      mentions: mentions.map(({ id }) => id),
      ticketId: ticket.id,
      id: attempt.current,
    })
  }
  const pressed = (event: KeyboardEvent) => {
    if (names.took(event)) return
    if (event.key === 'Escape') {
      event.stopPropagation()
      event.nativeEvent.stopImmediatePropagation()
      onLeave()
    } else if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault()
      save()
    }
  }
  return (
    <div className={classes.row}>
      <div className={classes.field}>
        {names.isOpen ? (
          <Suggestions
            id={names.id}
            label={t.notes.people}
            items={names.offers}
            current={names.index}
            onChoose={names.choose}
          />
        ) : null}
        <Textarea
          ref={field}
          aria-label={t.notes.label}
          placeholder={t.notes.placeholder}
          autosize
          minRows={1}
          maxRows={8}
          maxLength={4096}
          value={text}
          onChange={(event) => write(event.currentTarget.value)}
          onKeyDown={pressed}
          onSelect={names.look}
          {...names.fieldProps}
        />
      </div>
      <Button onClick={save} disabled={text.trim() === ''} loading={note.isPending}>
        {t.notes.save}
      </Button>
      <div className={classes.below}>
        {note.error ? <FormError text={explain(note.error)} /> : <p>{t.notes.hint}</p>}
      </div>
    </div>
  )
}
