import { getAllBinaryNodeChildren, getBinaryNodeChildren } from '@whiskeysockets/baileys'
import type { BinaryNode } from '@whiskeysockets/baileys'
import type { Receipt } from '../../domain/inbound.js'
import { acknowledgementIn } from './acknowledgements.js'
import { createBoundedMap } from './bounded-map.js'
import { resultOfRefusal } from './send.js'

type Stage = { status: Receipt['status']; providerIds: string[]; at: Date; failure: string | null }

const rememberedStages = 10_000

/** `played` is a voice note listened to. Other types are not about the customer's phone. */
const statuses: Readonly<Record<string, Receipt['status']>> = {
  '': 'delivered',
  read: 'read',
  played: 'read',
}

const timeOf = (attrs: Record<string, string>, now: Date): Date =>
  attrs.t === undefined ? now : new Date(Number(attrs.t) * 1000)

/** What a `receipt` stanza says about messages of ours; null when it speaks of something else. Pure. */
export const stageOfReceipt = (receipt: BinaryNode, now: Date): Stage | null => {
  const { attrs } = receipt
  const status = statuses[attrs.type ?? '']
  // With `recipient` another device of ours has read; with `participant` it is a group.
  if (!status || !attrs.id || attrs.recipient || attrs.participant) return null
  const list = getAllBinaryNodeChildren(receipt).find(({ tag }) => tag === 'list')
  const others = getBinaryNodeChildren(list, 'item').flatMap((item) => item.attrs.id ?? [])
  return { status, providerIds: [attrs.id, ...others], at: timeOf(attrs, now), failure: null }
}

/** What a late `ack`, for which nobody waits any more, still says. Pure. */
export const stageOfAck = (ack: BinaryNode, now: Date): Stage | null => {
  if (!ack.attrs.id) return null
  const answer = acknowledgementIn(ack)
  const at = timeOf(ack.attrs, now)
  const providerIds = [ack.attrs.id]
  if (answer.kind === 'accepted') return { status: 'sent', providerIds, at, failure: null }
  const result = answer.kind === 'refused' ? resultOfRefusal(answer.code) : null
  return result?.kind === 'failed'
    ? { status: 'failed', providerIds, at, failure: result.reason }
    : null
}

const rank: Readonly<Record<Receipt['status'], number>> = {
  sent: 1,
  failed: 1,
  delivered: 2,
  read: 3,
}

/** Passes stages on, never one that is behind what was already reported: receipts come in any order (faults.md 36). */
export const createReceiptReporter = (
  channel: { channel: string; account: string },
  report: (receipt: Receipt) => void,
): ((stage: Stage | null) => void) => {
  const reached = createBoundedMap<number>(rememberedStages)
  return (stage) => {
    for (const providerId of stage?.providerIds ?? []) {
      if (!stage || rank[stage.status] <= (reached.get(providerId) ?? 0)) continue
      reached.set(providerId, rank[stage.status])
      const { status, at, failure } = stage
      report({ ...channel, providerId, status, at, failure })
    }
  }
}
