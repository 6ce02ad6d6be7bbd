import type { WASocket } from '@whiskeysockets/baileys'
import type { Clock } from '../../lib/clock.js'
import type { Log } from '../../lib/log.js'
import type { OutboundContent, Recipient, SendResult } from '../channel.js'
import type { Acknowledgement, Acknowledgements } from './acknowledgements.js'
import type { AddressBook } from './address-book.js'
import { outboundMessage } from './outbound-message.js'

export type SendDeps = {
  acknowledgements: Acknowledgements
  ackTimeoutMs: number
  clock: Clock
  log: Log
}

/** Refusals that trying again makes worse: restricted account, broken stanza, not allowed (channels.md 4, 18). */
const finalRefusals: Readonly<Record<number, string>> = {
  401: 'WhatsApp does not allow this message',
  403: 'WhatsApp does not allow this message',
  404: 'the number is not on WhatsApp',
  405: 'WhatsApp does not allow this message',
  406: 'WhatsApp does not accept this message',
  463: 'WhatsApp does not let this number start new chats for now (463)',
  475: 'WhatsApp does not accept this message (475)',
  479: 'WhatsApp does not accept this message (479)',
}

const slowDown: ReadonlySet<number> = new Set([420, 429])

/** What a refusal means for the row in the outbox; pure. */
export const resultOfRefusal = (code: number): SendResult => {
  const final = finalRefusals[code]
  if (final) return { kind: 'failed', reason: final }
  const retryAfterMs = slowDown.has(code) ? 60_000 : 5_000
  return { kind: 'later', reason: `WhatsApp refused for now (${code})`, retryAfterMs }
}

const resultOf = (answer: Acknowledgement, clock: Clock): SendResult => {
  switch (answer.kind) {
    case 'accepted':
      return { kind: 'sent', at: clock.now() }
    case 'refused':
      return resultOfRefusal(answer.code)
    case 'silence':
      return { kind: 'unknown', resend: true, reason: 'WhatsApp did not confirm in time' }
    case 'cut':
      return {
        kind: 'unknown',
        resend: true,
        reason: 'the connection ended before WhatsApp confirmed',
      }
  }
}

/** The LID where there is one: a phone number may be refused where its LID is not (channels.md b4). */
export const jidOf = async (to: Recipient, addressBook: AddressBook): Promise<string | null> => {
  const lid = to.lid ?? (to.phone === null ? null : await addressBook.lidOf(to.phone))
  if (lid !== null) return `${lid}@lid`
  return to.phone === null ? null : `${to.phone.replace(/\D/g, '')}@s.whatsapp.net`
}

/** Asked only when WhatsApp lists no device: tells a number without WhatsApp from a server that did not answer. */
const isAbsent = async (socket: WASocket, jid: string): Promise<boolean> => {
  if (!jid.endsWith('@s.whatsapp.net')) return false
  const found = await socket.onWhatsApp(jid)
  return found !== undefined && !found.some(({ exists }) => exists)
}

/**
 * Learns a new contact's devices before the message is queued: Baileys sends under one lock per account, and a slow answer
 * about a stranger would hold up everybody (channels.md 12).
 */
const learnDevices = async (
  socket: WASocket,
  jid: string,
): Promise<'known' | 'absent' | 'unclear'> => {
  const cached = await socket.userDevicesCache.get(jid.split('@')[0] ?? '')
  if (cached) return 'known'
  const devices = await socket.getUSyncDevices([jid], true, false)
  if (devices.length === 0) return (await isAbsent(socket, jid)) ? 'absent' : 'unclear'
  await socket.assertSessions(devices.map((device) => device.jid))
  return 'known'
}

/** Writes one message to the socket and waits, within bounds, for the server to confirm it. Never throws. */
export const sendThrough = async (
  socket: WASocket,
  message: { jid: string; content: OutboundContent; messageId: string },
  deps: SendDeps,
): Promise<SendResult> => {
  const { jid, content, messageId } = message
  const { acknowledgements, ackTimeoutMs, clock, log } = deps
  let counts = false
  try {
    const contact = await learnDevices(socket, jid)
    if (contact === 'absent') return { kind: 'failed', reason: 'the number is not on WhatsApp' }
    if (contact === 'unclear') {
      return { kind: 'later', reason: 'WhatsApp did not say who this is', retryAfterMs: 10_000 }
    }
    // A file that cannot be uploaded counts as an attempt: else it would keep back what was written after it for ever.
    counts = content.kind !== 'text'
    const body = await outboundMessage(content, socket)
    const expected = acknowledgements.expect(messageId, ackTimeoutMs)
    counts = true
    await socket.relayMessage(jid, body, { messageId }).catch((error: unknown) => {
      expected.forget()
      throw error
    })
    return resultOf(await expected.answer, clock)
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown'
    log.warn({ messageId, counts }, 'a message could not be sent')
    return counts
      ? { kind: 'unknown', resend: true, reason }
      : { kind: 'later', reason, retryAfterMs: 2_000 }
  }
}
