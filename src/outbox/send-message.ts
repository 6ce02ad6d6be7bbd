import type { Channel, Recipient } from '../channels/channel.js'
import { mayReceiveCampaigns } from '../domain/contact.js'
import type { Message } from '../domain/message.js'
import { outboundContentOf } from '../domain/outbound-content.js'
import type { OutboxDeps } from './deps.js'
import { afterAttempt, type AttemptResult } from './outcome.js'
import type { Pacer } from './pacer.js'
import { settle } from './settle.js'

const channelOffRetryMs = 30_000

type Addressed = { to: Recipient } | { refusal: AttemptResult }

/** Where it goes, or why it must not go any more: read again right before each send. */
const address = async ({ store }: OutboxDeps, message: Message): Promise<Addressed> => {
  const conversation = await store.conversations.byId(message.conversationId)
  const contact = conversation ? await store.contacts.byId(conversation.contactId) : null
  if (!conversation || !contact)
    return { refusal: { kind: 'failed', reason: 'the conversation is gone' } }
  if (message.campaignId !== null && !mayReceiveCampaigns(contact))
    return { refusal: { kind: 'failed', reason: 'opted out before it was sent' } }
  if (message.author === 'bot' && conversation.mode.kind === 'human')
    return { refusal: { kind: 'expired', reason: 'an agent took the conversation' } }
  return { to: { chat: conversation.address.chat, phone: contact.phone, lid: contact.lid } }
}

const showTypingFor = async (
  deps: OutboxDeps,
  channel: Channel,
  to: Recipient,
  waitMs: number,
): Promise<void> => {
  if (channel.capabilities.typing) await channel.setTyping(to, true)
  await deps.wait(waitMs)
}

const attempt = async (
  deps: OutboxDeps,
  message: Message,
  channel: Channel,
  pacer: Pacer | null,
): Promise<AttemptResult> => {
  const before = await address(deps, message)
  if ('refusal' in before) return before.refusal
  const content = await outboundContentOf(message.content, deps.store.media.byId)
  if (!content) return { kind: 'failed', reason: 'its file is gone' }
  const waitMs = pacer?.reserve(before.to.chat) ?? 0
  if (waitMs <= 0) return channel.send(before.to, content, message.providerId)
  await showTypingFor(deps, channel, before.to, waitMs)
  // Meanwhile an agent may have claimed the conversation, or the customer opted out (faults.md 28).
  const after = await address(deps, message)
  if ('refusal' in after) return after.refusal
  return channel.send(after.to, content, message.providerId)
}

/**
 * One attempt at one leased message. The provider id is derived from the row, so that an attempt after a crash carries the
 * same one and the customer sees one message.
 */
export const sendMessage = async (
  deps: OutboxDeps,
  message: Message,
  channel: Channel | null,
  pacer: Pacer | null,
): Promise<void> => {
  if (!message.delivery) return
  const result = await outcome(deps, message, channel, pacer)
  const delivery = { ...message.delivery, attempts: message.delivery.attempts + 1 }
  const fields = { messageId: message.id, attempt: delivery.attempts, result: result.kind }
  if (result.kind === 'sent') deps.log.debug(fields, 'sent')
  else deps.log.warn({ ...fields, reason: result.reason }, 'not sent')
  await settle(deps, message, afterAttempt(delivery, result, deps.clock.now()))
}

const outcome = async (
  deps: OutboxDeps,
  message: Message,
  channel: Channel | null,
  pacer: Pacer | null,
): Promise<AttemptResult> => {
  if (!channel) {
    return { kind: 'later', reason: 'its channel is not running', retryAfterMs: channelOffRetryMs }
  }
  try {
    return await attempt(deps, message, channel, pacer)
  } catch (error) {
    deps.log.error({ err: error, messageId: message.id }, 'the channel failed while sending')
    return { kind: 'unknown', resend: true, reason: 'the channel failed while sending' }
  }
}
