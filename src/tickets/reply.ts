import { createHash } from 'node:crypto'
import { variablesIn } from '../domain/canned-reply.js'
import { DomainError } from '../domain/errors.js'
import type { Message, MessageContent, MediaKind } from '../domain/message.js'
import { queuedMessage } from '../domain/queued-message.js'
import { isRunning } from '../domain/sla.js'
import { afterAgentMessage } from '../domain/ticket-clocks.js'
import type { Ticket } from '../domain/ticket.js'
import type { NewId } from '../lib/ids.js'
import type { Actor } from './deps.js'
import type { TicketHooks } from './hooks.js'
import { ownTicket, saveTicket } from './ticket-writer.js'
import type { Change, TicketWriter } from './ticket-writer.js'

/** The same words of the same client make the same row: a retried request finds it there. */
const derivedId = (ticketId: string, agentId: string, clientId: string): string =>
  createHash('sha256').update(`${ticketId}\n${agentId}\n${clientId}`).digest('hex').slice(0, 24)

/** What an agent says: a text, or a file with the text beneath it (which may be empty). */
export type Reply = {
  text: string
  clientId: string | null
  file?: ReplyFile
}

export type ReplyFile = {
  kind: MediaKind
  mimeType: string
  bytes: Buffer
  fileName: string
  voice: boolean
}

/** Keeps the file under the id of its message: sent twice under one id, it is stored once. */
const contentOf = async (
  { collections, at }: Change,
  id: string,
  { text, file }: Reply,
): Promise<MessageContent> => {
  if (file === undefined) return { kind: 'text', text }
  const { kind, mimeType, bytes, fileName, voice } = file
  await mustBeOurs(collections, bytes)
  await collections.media.insert({ id, mimeType, bytes, fileName, createdAt: at })
  return {
    kind,
    media: { mediaId: id, mimeType, bytes: bytes.length, fileName },
    ...(text === '' ? {} : { caption: text }),
    ...(voice ? { voice } : {}),
  }
}

/** @throws DomainError `refused` for a campaign's piece: agents may look at it, not pass it on (domain.md A12). */
const mustBeOurs = async ({ media }: Change['collections'], bytes: Buffer): Promise<void> => {
  if (await media.isReferenceOnly(bytes)) {
    throw new DomainError(
      'refused',
      'Las piezas de las campañas son referenciales: no se reenvían a clientes.',
      { reason: 'reference-only' },
    )
  }
}

/** @throws DomainError `refused` for a text with a hole in it: `{nombre}` never reaches a customer. */
const mustBeFilled = (text: string): void => {
  const unfilled = variablesIn(text)
  if (unfilled.length === 0) return
  const named = unfilled.map((name) => `{${name}}`).join(', ')
  throw new DomainError('refused', `Falta completar ${named} antes de enviar.`, {
    reason: 'unfilled-variables',
    unfilledVariables: unfilled,
  })
}

const appendReply = async (
  change: Change,
  ticket: Ticket,
  { id, reply }: { id: string; reply: Reply },
): Promise<Message> => {
  const { collections, actor, at } = change
  const { conversationId } = ticket
  const conversation = await collections.conversations.byId(conversationId)
  if (conversation === null) throw new DomainError('not-found', 'No existe esa conversación.')
  const content = await contentOf(change, id, reply)
  const seq = await collections.conversations.takeSeqs(conversationId, 1)
  const said = { id, seq, author: 'agent', agentId: actor.id, content, now: at } as const
  const message = queuedMessage(conversation, said)
  await collections.messages.insert(message)
  await collections.conversations.update(conversationId, { lastMessageAt: at, unread: 0 })
  return message
}

/**
 * What any message of an agent to the customer means for the ticket: the first contact is made, the answer that was owed is given. It
 * writes only when that changes something.
 */
const noteAgentMessage = async (change: Change, ticket: Ticket): Promise<void> => {
  const owed = ticket.clocks.some((clock) => clock.kind !== 'resolution' && isRunning(clock))
  if (ticket.firstContactAt !== null && !owed) return
  const changes = afterAgentMessage(ticket, change.at, change.rules)
  await saveTicket(change, ticket, { kind: 'replied', detail: null }, changes)
}

export const createReply =
  (writer: TicketWriter, newId: NewId, { checkReply }: TicketHooks = {}) =>
  async (actor: Actor, ticketId: string, reply: Reply): Promise<Message> => {
    const { text, clientId } = reply
    const id = clientId === null ? newId() : derivedId(ticketId, actor.id, clientId)
    return writer.write(actor, async (change) => {
      const ticket = await ownTicket(change, ticketId)
      const earlier = clientId === null ? null : await change.collections.messages.byId(id)
      if (earlier !== null) return earlier
      mustBeFilled(text)
      checkReply?.(text)
      const message = await appendReply(change, ticket, { id, reply })
      const { conversationId } = message
      change.tell({ kind: 'message.added', conversationId, ticketId, messageId: message.id })
      await noteAgentMessage(change, ticket)
      if (text !== '') await change.collections.replyDrafts.sent(actor.id, ticketId, change.at)
      return message
    })
  }
