import { laterStatus } from '../../domain/message.js'
import type { Delivery, DeliveryStatus } from '../../domain/message.js'
import type { Messages } from '../message-collections.js'
import { sendState } from './message-documents.js'
import type { MessageRecords } from './message-documents.js'
import { where } from './records.js'
import type { BulkOperation } from './records.js'
import { createConversationsWithUnsent } from './unsent-work-list.js'

type DeliveryVerbs = Pick<
  Messages,
  'conversationsWithUnsent' | 'leaseNextUnsent' | 'freeLeases' | 'setDelivery' | 'expireQueuedOfBot'
>

const reachedStages = ['sent', 'delivered', 'read'] as const

const stagesAfter = (status: DeliveryStatus): DeliveryStatus[] =>
  reachedStages.filter((stage) => stage !== status && laterStatus(status, stage) === stage)

/**
 * A receipt may be stored before the sender has noted its own `sent`. The stage that was reached stays (faults.md 36),
 * and the note gives only the times it knows.
 */
const keepLaterStage = async (
  records: MessageRecords,
  id: string,
  { sentAt, deliveredAt, attempts }: Delivery,
): Promise<void> => {
  await records.update(id, { $set: { 'delivery.attempts': attempts } })
  const times = { 'delivery.sentAt': sentAt, 'delivery.deliveredAt': deliveredAt }
  for (const [field, at] of Object.entries(times)) {
    if (at) await records.set({ _id: id, [field]: null }, { $set: { [field]: at } })
  }
}

const freeing = (id: string, delivery: Delivery): BulkOperation => ({
  updateOne: {
    filter: { _id: id, unsent: true, 'delivery.leaseUntil': delivery.leaseUntil },
    update: { $set: { 'delivery.leaseUntil': null, dueAt: delivery.dueAt } },
    upsert: false,
  },
})

export const createMessageDelivery = (records: MessageRecords): DeliveryVerbs => ({
  conversationsWithUnsent: createConversationsWithUnsent(records),
  leaseNextUnsent: async (conversationId, now, leaseUntil) => {
    const head = await records.one({ unsent: true, conversationId }, { seq: 1 })
    if (!head?.delivery) return null
    const { dueAt } = sendState(head.delivery)
    if (dueAt === null || dueAt > now) return null
    // The due time in the filter makes it a compare-and-set: whoever took the message first has moved it.
    return records.change(
      { _id: head.id, unsent: true, dueAt },
      {
        $set: {
          'delivery.status': 'sending',
          'delivery.leaseUntil': leaseUntil,
          dueAt: leaseUntil,
        },
      },
    )
  },
  freeLeases: async () => {
    const sending = await records.many({ unsent: true, 'delivery.status': 'sending' })
    const freed = sending.flatMap(({ id, delivery }) =>
      delivery?.leaseUntil ? [freeing(id, delivery)] : [],
    )
    await records.bulk(freed)
    return freed.length
  },
  setDelivery: async (id, delivery) => {
    const stored = await records.set(
      { _id: id, 'delivery.status': where({ $nin: stagesAfter(delivery.status) }) },
      { $set: { delivery, ...sendState(delivery) } },
    )
    if (stored === 0) await keepLaterStage(records, id, delivery)
  },
  expireQueuedOfBot: (conversationId, reason) =>
    records.setMany(
      { unsent: true, conversationId, author: 'bot', 'delivery.status': 'queued' },
      {
        $set: {
          'delivery.status': 'expired',
          'delivery.failure': reason,
          unsent: false,
          dueAt: null,
        },
      },
    ),
})
