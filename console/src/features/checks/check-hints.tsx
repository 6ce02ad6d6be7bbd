import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CheckView, HintView } from '../../../../src/api/contract/protocol.js'
import type { BesideDraftProps } from '../../lib/desk/slots.js'
import { t } from '../../lib/language/messages.js'
import { request } from '../../lib/request.js'
import { serviceKeys } from '../../lib/service-keys.js'
import classes from './check-hints.module.css'
import { useSettled } from './use-settled.js'

const words = t.checks

const inWords = ({ kind, about, text }: HintView): string =>
  kind === 'leak' ? words.leak[about ?? 'account'] : words[kind](text)

type HintProps = { hint: HintView; onReplace: ((by: string) => void) | null }

const Hint = ({ hint, onReplace }: HintProps) => (
  <li className={classes.hint} data-kind={hint.kind}>
    <IconAlertTriangle size={14} aria-hidden />
    <span>{inWords(hint)}</span>
    {onReplace
      ? hint.replacements.map((by) => (
          <Button
            key={by}
            size="compact-xs"
            variant="default"
            aria-label={words.replace(hint.text, by)}
            onClick={() => onReplace(by)}
          >
            {by}
          </Button>
        ))
      : null}
  </li>
)

const typingPauseMs = 500

/** What to look at before the draft is sent; only a forbidden word will stop it. */
export const CheckHints = ({ ticket, draft, onDraft }: BesideDraftProps) => {
  const text = useSettled(draft, typingPauseMs)
  const checks = useQuery({
    queryKey: serviceKeys.checks(ticket.id, text),
    queryFn: ({ signal }) =>
      request<CheckView>('/api/checks', { body: { text, ticketId: ticket.id }, signal }),
    enabled: text.trim() !== '',
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  })
  const hints = draft.trim() === '' ? [] : (checks.data?.hints ?? [])
  // A hint about words that were changed since says nothing any more.
  const current = hints.filter(({ start, end, text: found }) => draft.slice(start, end) === found)
  const replace =
    ({ start, end }: HintView) =>
    (by: string) =>
      onDraft(draft.slice(0, start) + by + draft.slice(end))
  return (
    <div role="status" aria-label={words.title}>
      {current.length > 0 ? (
        <ul className={classes.hints}>
          {current.map((hint) => (
            <Hint
              key={`${hint.kind}${hint.start}`}
              hint={hint}
              onReplace={hint.replacements.length > 0 ? replace(hint) : null}
            />
          ))}
        </ul>
      ) : null}
    </div>
  )
}
