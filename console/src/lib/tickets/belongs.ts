import type { TicketView } from '../../../../src/api/contract/ticket.js'

type Reader = { agentId: string; now: number }
type Rule = (ticket: TicketView, value: string, reader: Reader) => boolean | null

const assignee: Rule = (ticket, value, { agentId }) => {
  if (value === 'none') return ticket.assignee === null
  return ticket.assignee?.id === (value === 'me' ? agentId : value)
}

/** Null: only the server can say (a search). */
const rules: Record<string, Rule> = {
  status: (ticket, value) => value.split(',').includes(ticket.status),
  assignee,
  queue: (ticket, value) => ticket.queue === value,
  product: (ticket, value) => value.split(',').includes(ticket.product ?? ''),
  priority: (ticket, value) => value.split(',').includes(ticket.priority),
  kind: (ticket, value) => value.split(',').includes(ticket.kind),
  due: (ticket, value, { now }) => (value === 'overdue' ? Date.parse(ticket.dueAt) < now : null),
  tag: (ticket, value) => ticket.tags.includes(value),
}

/** Whether a ticket is in the list with this query; null when the console cannot know. */
export const belongs = (ticket: TicketView, query: string, reader: Reader): boolean | null => {
  let verdict: boolean | null = true
  for (const [name, value] of new URLSearchParams(query)) {
    const answer: boolean | null = rules[name]?.(ticket, value, reader) ?? null
    if (answer === false) return false
    if (answer === null) verdict = null
  }
  return verdict
}
