import type { HistoryLine, TicketView } from '../../../../src/api/contract/ticket.js'
import { t } from '../../lib/language/messages.js'
import type { Happening } from '../../ui/conversation/arrange.js'

const inWords = (line: HistoryLine): string | null => {
  // Each reply stands in the conversation itself.
  if (line.kind === 'replied') return null
  return t.conversation.history[line.kind](line.by?.name ?? t.conversation.system)
}

/** The ticket's history as lines of the conversation. */
export const happeningsOf = (ticket: TicketView): Happening[] =>
  ticket.history.flatMap((line, index) => {
    const text = inWords(line)
    return text === null ? [] : [{ key: `${ticket.id}-${index}`, at: line.at, text }]
  })
