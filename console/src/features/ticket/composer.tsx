import { Button, Textarea } from '@mantine/core'
import type { KeyboardEvent, RefObject } from 'react'
import { t } from '../../lib/language/messages.js'
import classes from './composer.module.css'
import { useDraft } from './use-draft.js'

type ComposerProps = {
  ticketId: string
  onSend: (text: string) => void
  field: RefObject<HTMLTextAreaElement | null>
}

const longest = 4096

/** Where the agent writes: Enter sends, Shift+Enter breaks the line, Esc leaves the field with the draft kept. */
export const Composer = ({ ticketId, onSend, field }: ComposerProps) => {
  const [draft, setDraft] = useDraft(ticketId)
  const over = draft.length - longest
  const canSend = draft.trim() !== '' && over <= 0
  const send = () => {
    if (!canSend) return
    onSend(draft.trim())
    setDraft('')
    field.current?.focus()
  }
  const pressed = (event: KeyboardEvent) => {
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
    <div className={classes.composer}>
      <Textarea
        ref={field}
        className={classes.field}
        aria-label={t.composer.label}
        placeholder={t.composer.placeholder}
        autosize
        minRows={1}
        maxRows={8}
        value={draft}
        error={over > 0 ? t.composer.tooLong(over) : null}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={pressed}
      />
      <Button onClick={send} disabled={!canSend}>
        {t.composer.send}
      </Button>
      <p className={classes.hint}>{draft === '' ? t.composer.hint : t.composer.draftKept}</p>
    </div>
  )
}
