import type { RecipientStatus } from '../domain/campaign.js'
import type { DomainEvent } from '../domain/events.js'
import type { Delivery, DeliveryStatus, Message } from '../domain/message.js'
import type { OutboxDeps } from './deps.js'

const ledgerStatus: Partial<Record<DeliveryStatus, RecipientStatus>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  failed: 'failed',
  expired: 'skipped',
}

/** Writes where a message stands; a campaign message moves its row of the send ledger in the same transaction. */
export const settle = async (
  deps: Pick<OutboxDeps, 'store' | 'clock' | 'newId' | 'publish'>,
  message: Message,
  delivery: Delivery,
): Promise<void> => {
  const now = deps.clock.now()
  const event: DomainEvent = {
    id: deps.newId(),
    at: now,
    kind: 'message.changed',
    conversationId: message.conversationId,
    ticketId: null,
    messageId: message.id,
    agentId: null,
  }
  const status = ledgerStatus[delivery.status]
  if (message.campaignId && status) {
    await deps.store.transaction(async (collections) => {
      await collections.messages.setDelivery(message.id, delivery)
      await collections.ledger.setStatusByMessage(message.id, status, now, delivery.failure)
      await collections.events.append([event])
    })
  } else {
    await deps.store.messages.setDelivery(message.id, delivery)
    await deps.store.events.append([event])
  }
  deps.publish([event])
}
