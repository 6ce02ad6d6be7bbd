import type { Receipt } from '../domain/inbound.js'
import { laterStatus, type Delivery } from '../domain/message.js'
import type { OutboxDeps } from './deps.js'
import { settle } from './settle.js'

const reached = (delivery: Delivery, receipt: Receipt): Delivery => ({
  ...delivery,
  status: laterStatus(delivery.status, receipt.status),
  leaseUntil: null,
  sentAt: delivery.sentAt ?? (receipt.status === 'failed' ? null : receipt.at),
  deliveredAt:
    delivery.deliveredAt ??
    (receipt.status === 'delivered' || receipt.status === 'read' ? receipt.at : null),
  readAt: delivery.readAt ?? (receipt.status === 'read' ? receipt.at : null),
  failure: receipt.status === 'failed' ? receipt.failure : null,
})

/** Receipts come in any order and more than once: only a later stage changes anything. */
export const applyReceipt = async (
  deps: Pick<OutboxDeps, 'store' | 'clock' | 'newId' | 'publish'>,
  messageId: string,
  receipt: Receipt,
): Promise<void> => {
  const message = await deps.store.messages.byId(messageId)
  if (!message?.delivery) return
  if (laterStatus(message.delivery.status, receipt.status) === message.delivery.status) return
  await settle(deps, message, reached(message.delivery, receipt))
}
