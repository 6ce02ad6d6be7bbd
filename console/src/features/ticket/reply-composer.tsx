import { Button, Textarea } from '@mantine/core'
import { Suspense, useState } from 'react'
import type { KeyboardEvent, RefObject } from 'react'
import type { TicketView } from '../../../../src/api/contract/ticket.js'
import { useSlots } from '../../lib/desk/slots.js'
import { t } from '../../lib/language/messages.js'
import { FormError } from '../../ui/form-error.js'
import { Attach } from './attach.js'
import classes from './composer.module.css'
import { Suggestions } from './suggestions.js'
import { useCannedReplies } from './use-canned-replies.js'
import { useDraft } from './use-draft.js'
import type { Kept } from './use-draft.js'
import { useSuggestions } from './use-suggestions.js'

export type ReplyComposerProps = {
  ticket: TicketView
  /** Sends; when the server refuses the words, `onRefused` gives them back with the reason. */
  onSend: (text: string, onRefused: (reason: string) => void) => void
  onTyping: (isTyping: boolean) => void
  field: RefObject<HTMLTextAreaElement | null>
}

const longest = 4096

const hintOf = (draft: string, kept: Kept): string => {
  if (draft === '') return t.composer.hint
  if (kept === 'pending') return t.composer.draftPending
  return kept === 'server' ? t.composer.draftOnServer : t.composer.draftKept
}

/** What is asked for is known only once it was typed: the list is read while the word grows. */
const useOffers = (ticketId: string) => {
  const [word, setWord] = useState<string | null>(null)
  const offers = useCannedReplies(ticketId, word)
  return (now: string | null) => {
    if (now !== word) setWord(now)
    return now === null ? [] : offers
  }
}

/** Where the agent answers: Enter sends, Shift+Enter breaks the line, `/` offers ready replies, Esc leaves the field. */
export const ReplyComposer = ({ ticket, onSend, onTyping, field }: ReplyComposerProps) => {
  const { draft, write, kept } = useDraft(ticket.id)
  const [refusal, setRefusal] = useState<string | null>(null)
  const { besideDraft } = useSlots()
  const offersFor = useOffers(ticket.id)
  const change = (text: string) => {
    write(text)
    setRefusal(null)
    onTyping(text !== '')
  }
  const ready = useSuggestions({ sign: '/', text: draft, field, offersFor, onText: change })
  const over = draft.length - longest
  const canSend = draft.trim() !== '' && over <= 0
  const send = () => {
    if (!canSend) return
    const text = draft.trim()
    change('')
    onSend(text, (reason) => {
      write(text)
      setRefusal(reason)
    })
    field.current?.focus()
  }
  const pressed = (event: KeyboardEvent) => {
    if (ready.took(event)) return
    if (event.key === 'Escape') {
      event.stopPropagation()
      event.nativeEvent.stopImmediatePropagation()
      field.current?.blur()
      return
    }
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }
  return (
    <div className={classes.row}>
      <div className={classes.field}>
        {ready.isOpen ? (
          <Suggestions
            id={ready.id}
            label={t.canned.title}
            items={ready.offers}
            current={ready.index}
            onChoose={ready.choose}
          />
        ) : null}
        <Textarea
          ref={field}
          aria-label={t.composer.label}
          placeholder={t.composer.placeholder}
          autosize
          minRows={1}
          maxRows={8}
          value={draft}
          error={over > 0 ? t.composer.tooLong(over) : null}
          onChange={(event) => change(event.currentTarget.value)}
          onKeyDown={pressed}
          onSelect={ready.look}
          {...ready.fieldProps}
        />
      </div>
      <div className={classes.buttons}>
        <Attach ticket={ticket} />
        <Button onClick={send} disabled={!canSend}>
          {t.composer.send}
        </Button>
      </div>
      <div className={classes.below}>
        <FormError text={refusal} />
        <Suspense fallback={null}>
          {besideDraft.map((BesideDraft, index) => (
            <BesideDraft key={index} ticket={ticket} draft={draft} onDraft={change} />
          ))}
        </Suspense>
        <p>{hintOf(draft, kept)}</p>
      </div>
    </div>
  )
}
