import type { SendResult } from '../channels/channel.js'
import { laterStatus, type Delivery } from '../domain/message.js'

const secondMs = 1000
const longestWaitMs = 5 * 60 * secondMs
/** Resends of a message whose arrival stayed unknown; the id is the same, the customer sees one. */
const maximumAttempts = 20

const backoffMs = (attempts: number): number =>
  Math.min(longestWaitMs, secondMs * 2 ** Math.min(attempts, 10))

const ended = (delivery: Delivery, failure: string): Delivery => ({
  ...delivery,
  status: 'failed',
  leaseUntil: null,
  failure,
})

const again = (delivery: Delivery, waitMs: number, now: Date, reason: string): Delivery => ({
  ...delivery,
  status: 'queued',
  leaseUntil: null,
  dueAt: new Date(now.getTime() + waitMs),
  failure: reason,
})

/** `expired`: not sent because its moment was over before it could go. */
export type AttemptResult = SendResult | { kind: 'expired'; reason: string }

/** The delivery after an attempt. Pure; `delivery.attempts` counts this one already. */
export const afterAttempt = (delivery: Delivery, result: AttemptResult, now: Date): Delivery => {
  switch (result.kind) {
    case 'sent':
      return {
        ...delivery,
        status: laterStatus(delivery.status, 'sent'),
        leaseUntil: null,
        sentAt: delivery.sentAt ?? result.at,
        failure: null,
      }
    case 'failed':
      return ended(delivery, result.reason)
    case 'expired':
      return { ...ended(delivery, result.reason), status: 'expired' }
    case 'later':
      // Nothing went out: this does not count as an attempt.
      return again(
        { ...delivery, attempts: Math.max(0, delivery.attempts - 1) },
        result.retryAfterMs,
        now,
        result.reason,
      )
    case 'unknown':
      return result.resend && delivery.attempts < maximumAttempts
        ? again(delivery, backoffMs(delivery.attempts - 1), now, result.reason)
        : ended(delivery, result.reason)
  }
}
