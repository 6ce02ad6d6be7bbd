import type { TicketStatus } from '../../domain/ticket.js'
import type { TicketFilter } from '../ticket-collections.js'
import { where } from './records.js'
import type { Filter } from './records.js'
import { searchFilter } from './ticket-search.js'

/** A single value as an equality: then an index on it and the due time delivers the order. */
const oneOf = <Value extends string>(values: readonly Value[]) =>
  values.length === 1 ? values[0] : where({ $in: values })

const list = (field: string, values: readonly string[] | undefined): Filter =>
  values === undefined ? {} : { [field]: oneOf(values) }

const same = (field: string, value: unknown): Filter =>
  value === undefined ? {} : { [field]: value }

const activeStatuses: readonly TicketStatus[] = ['open', 'claimed', 'waiting']

/** Everything that is not closed is one equality too. */
const statusFilter = (statuses: readonly TicketStatus[] | undefined): Filter => {
  if (statuses === undefined) return {}
  const all = activeStatuses.every((status) => statuses.includes(status))
  return all && !statuses.includes('closed') ? { active: true } : list('status', statuses)
}

const dueFilter = ({ dueFrom, dueBefore }: TicketFilter): Filter[] =>
  dueFrom === undefined && dueBefore === undefined
    ? []
    : [
        {
          dueAt: where({
            ...(dueFrom === undefined ? {} : { $gte: dueFrom }),
            ...(dueBefore === undefined ? {} : { $lt: dueBefore }),
          }),
        },
      ]

/** The query of a list of tickets. Ranges stand in an `$and`, beside the range of a page's cursor. */
export const ticketFilter = (filter: TicketFilter): Filter => {
  const further = [...dueFilter(filter), ...(filter.search ? searchFilter(filter.search) : [])]
  return {
    ...statusFilter(filter.statuses),
    ...same('assigneeId', filter.assigneeId),
    ...same('queue', filter.queue),
    ...list('queue', filter.queues),
    ...same('conversationId', filter.conversationId),
    ...list('kind', filter.kinds),
    ...list('product', filter.products),
    ...list('priority', filter.priorities),
    ...same('tags', filter.tag),
    ...(further.length === 0 ? {} : { $and: further }),
  }
}
