import type { HistoryLine, TicketView } from '../../../../src/api/contract/ticket.js'
import { t } from '../../lib/language/messages.js'
import type { Happening } from '../../ui/conversation/arrange.js'

const words = t.conversation.history

const queueName = (queue: string | null): string =>
  Object.entries(t.ticket.queues).find(([id]) => id === queue)?.[1] ?? t.conversation.system

const special: Partial<Record<HistoryLine['kind'], (line: HistoryLine, who: string) => string>> = {
  assigned: ({ to }, who) => words.assigned(to?.name ?? who),
  transferred: ({ to, detail }, who) => words.transferred(who, to?.name ?? queueName(detail)),
  warned: ({ detail }) => words.warned(detail?.split(':')[1] ?? ''),
}

const plain: Partial<Record<HistoryLine['kind'], (who: string) => string>> = Object.fromEntries(
  Object.entries(words).filter(([kind]) => !(kind in special)),
)

/** Null: it stands in the conversation itself (a reply), or this console does not know it yet. */
const inWords = (line: HistoryLine): string | null => {
  const who = line.by?.name ?? t.conversation.system
  return special[line.kind]?.(line, who) ?? plain[line.kind]?.(who) ?? null
}

const withNote = (text: string, note: string | null): string =>
  note === null ? text : `${text}: «${note}»`

/** The ticket's history as lines of the conversation. */
export const happeningsOf = (ticket: TicketView): Happening[] =>
  ticket.history.flatMap((line, index) => {
    const text = inWords(line)
    return text === null
      ? []
      : [{ key: `${ticket.id}-${index}`, at: line.at, text: withNote(text, line.note) }]
  })
