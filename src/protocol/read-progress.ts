import type { ServiceContent } from '../content/content.js'
import { textOf, type Message } from '../domain/message.js'
import { withMessage } from '../domain/protocol-evidence.js'
import { noEvidence, protocolStates } from '../domain/protocol.js'
import type { ProtocolDefinition, StepState, TicketProtocol } from '../domain/protocol.js'
import type { SatisfactionSurvey } from '../domain/satisfaction.js'
import type { Ticket } from '../domain/ticket.js'
import type { Spelling } from '../spelling/spelling.js'
import type { Collections } from '../store/store.js'

const pageSize = 200
const lastSeq = Number.MAX_SAFE_INTEGER

export type Tools = { content: () => ServiceContent; spelling: Spelling }

const fresh = (ticket: Ticket, { id, version }: ProtocolDefinition): TicketProtocol => ({
  id: ticket.id,
  definitionId: id,
  definitionVersion: version,
  readUpTo: 0,
  evidence: noEvidence,
  marks: [],
  closing: null,
})

/** Messages of the ticket that were not looked at yet; of a ticket seen for the first time those since it was opened. */
const unread = async (
  { messages }: Collections,
  ticket: Ticket,
  record: TicketProtocol,
): Promise<Message[]> => {
  const range =
    record.readUpTo === 0
      ? { before: lastSeq, limit: pageSize }
      : { after: record.readUpTo, limit: pageSize }
  return (await messages.list(ticket.conversationId, range)).filter(
    ({ createdAt }) => createdAt >= ticket.createdAt,
  )
}

const hasMisspelling = async (
  { content, spelling }: Tools,
  message: Message,
  given: { language: 'es' | 'pt'; names: readonly string[] },
): Promise<boolean> => {
  const text = textOf(message.content)
  if (message.author !== 'agent' || text === null) return false
  const allowed = [...content().checks.vocabulary, ...given.names]
  const found = await spelling.misspelled(text, given.language, allowed)
  return (found ?? []).length > 0
}

const namesIn = async (collections: Collections, ticket: Ticket): Promise<string[]> => {
  const contact = await collections.contacts.byId(ticket.contactId)
  const agents = ticket.assigneeId ? [await collections.agents.byId(ticket.assigneeId)] : []
  return [contact?.name, ...agents.map((agent) => agent?.name)].filter(
    (name): name is string => typeof name === 'string',
  )
}

/** The record of a ticket with everything said so far looked at; saved when there was something new. */
export const catchUp = async (
  collections: Collections,
  ticket: Ticket,
  tools: Tools,
): Promise<TicketProtocol> => {
  const { protocol } = tools.content()
  const record = (await collections.ticketProtocols.byId(ticket.id)) ?? fresh(ticket, protocol)
  const messages = await unread(collections, ticket, record)
  const last = messages.at(-1)
  if (!last) return record
  const conversation = await collections.conversations.byId(ticket.conversationId)
  const given = {
    language: conversation?.language ?? ('es' as const),
    names: await namesIn(collections, ticket),
  }
  let { evidence } = record
  for (const message of messages) {
    const misspelled = await hasMisspelling(tools, message, given)
    evidence = withMessage(protocol, evidence, message, misspelled)
  }
  const read = { ...record, evidence, readUpTo: last.seq }
  await collections.ticketProtocols.save(read)
  return messages.length < pageSize ? read : catchUp(collections, ticket, tools)
}

/** How every step of the protocol stands in this ticket. */
export const statesOf = (
  definition: ProtocolDefinition,
  ticket: Ticket,
  record: TicketProtocol,
  satisfaction: SatisfactionSurvey | null,
): StepState[] =>
  protocolStates(definition, {
    evidence: record.evidence,
    marks: record.marks,
    surveyAnswered: ticket.answers.length > 0,
    satisfactionSettled: satisfaction !== null && satisfaction.reason !== 'protocol-incomplete',
  })
