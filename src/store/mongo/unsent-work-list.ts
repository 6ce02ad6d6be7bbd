import type { Messages } from '../message-collections.js'
import type { MessageRecords } from './message-documents.js'
import { where } from './records.js'
import type { Filter } from './records.js'

const batch = 200

/** Of these conversations, those whose first unsent message is due: only the first may go out. */
const withDueHead = async (
  records: MessageRecords,
  conversationIds: string[],
  now: Date,
): Promise<Set<string>> => {
  if (conversationIds.length === 0) return new Set()
  const heads = await records.aggregate<{ _id: string; dueAt: Date }>([
    { $match: { unsent: true, conversationId: { $in: conversationIds } } },
    { $sort: { conversationId: 1, seq: 1 } },
    { $group: { _id: '$conversationId', dueAt: { $first: '$dueAt' } } },
  ])
  return new Set(heads.filter((head) => head.dueAt <= now).map((head) => head._id))
}

type Lane = { campaign: boolean; now: Date }
type Position = { dueAt: Date; id: string }

const laneFilter = ({ campaign, now }: Lane, after: Position | null): Filter => {
  if (after === null) return { unsent: true, campaign, dueAt: where({ $lte: now }) }
  return {
    unsent: true,
    campaign,
    dueAt: where({ $gte: after.dueAt, $lte: now }),
    $or: [{ dueAt: where({ $gt: after.dueAt }) }, { _id: where({ $gt: after.id }) }],
  }
}

/** Walks one lane of the work list by due time until `limit` conversations can be served. */
const dueInLane = async (
  records: MessageRecords,
  lane: Lane,
  limit: number,
): Promise<Set<string>> => {
  const ready = new Set<string>()
  const seen = new Set<string>()
  let after: Position | null = null
  do {
    const rows = await records.pick(laneFilter(lane, after), {
      fields: ['conversationId', 'dueAt'],
      sort: { dueAt: 1, _id: 1 },
      limit: batch,
    })
    const found = new Set(rows.flatMap(({ conversationId }) => conversationId ?? []))
    const fresh = [...found].filter((id) => !seen.has(id))
    const due = await withDueHead(records, fresh, lane.now)
    for (const id of fresh) seen.add(id)
    for (const id of fresh.filter((one) => due.has(one))) ready.add(id)
    after = positionAfter(rows)
  } while (after !== null && ready.size < limit)
  return ready
}

/** Null when the work list ended within the rows. */
const positionAfter = (rows: readonly { _id?: string; dueAt?: Date | null }[]): Position | null => {
  const last = rows.length < batch ? undefined : rows.at(-1)
  return last?._id && last.dueAt ? { dueAt: last.dueAt, id: last._id } : null
}

/** Interactive messages are one lane, campaigns the other: a campaign of thousands never delays an answer. */
export const createConversationsWithUnsent =
  (records: MessageRecords): Messages['conversationsWithUnsent'] =>
  async (now, limit, lane) => {
    const found = new Set<string>()
    for (const campaign of lane === undefined ? [false, true] : [lane === 'campaigns']) {
      if (found.size >= limit) break
      for (const id of await dueInLane(records, { campaign, now }, limit)) found.add(id)
    }
    return [...found].slice(0, limit)
  }
