import { z } from 'zod'
import { campaignPage, campaignView } from '../contract/campaign.js'
import { channelStateView } from '../contract/channel.js'
import { contactView, messagePreview } from '../contract/common.js'
import { conversationView, messagePage } from '../contract/conversation.js'
import { eventView } from '../contract/event.js'
import { messageView } from '../contract/message.js'
import { problemDetails } from '../contract/problem.js'
import { sessionView } from '../contract/session.js'
import { simulatorMessageView, whatHappenedView } from '../contract/simulator.js'
import { ticketView } from '../contract/ticket.js'
import { userView } from '../contract/user.js'

/** Schemas that get a name of their own in the document. */
const named = {
  CampaignPage: campaignPage,
  Campaign: campaignView,
  ChannelState: channelStateView,
  Contact: contactView,
  MessagePreview: messagePreview,
  Conversation: conversationView,
  MessagePage: messagePage,
  Event: eventView,
  Message: messageView,
  ProblemDetails: problemDetails,
  Session: sessionView,
  SimulatorMessage: simulatorMessageView,
  WhatHappened: whatHappenedView,
  Ticket: ticketView,
  User: userView,
}

export type JsonSchema = Record<string, unknown>

export type SchemaBook = {
  /** The schema, with `$ref`s to the named ones it is made of. */
  write: (schema: z.ZodType, io: 'input' | 'output') => JsonSchema
  /** Every named schema written so far. */
  components: () => Record<string, JsonSchema>
}

const withoutId = (schema: JsonSchema): JsonSchema =>
  Object.fromEntries(Object.entries(schema).filter(([key]) => key !== 'id' && key !== '$schema'))

/** Turns zod schemas into those of OpenAPI 3.1 (JSON Schema 2020-12), each named one written once. */
export const createSchemaBook = (): SchemaBook => {
  const registry = z.registry<{ id: string }>()
  const names = new Map<z.ZodType, string>()
  for (const [id, schema] of Object.entries(named)) {
    registry.add(schema, { id })
    names.set(schema, id)
  }
  const components: Record<string, JsonSchema> = {}

  const convert = (schema: z.ZodType, io: 'input' | 'output'): JsonSchema => {
    const json = z.toJSONSchema(schema, { metadata: registry, io, unrepresentable: 'any' })
    const text = JSON.stringify(json).replaceAll('"#/$defs/', '"#/components/schemas/')
    const { $defs = {}, ...rest } = JSON.parse(text) as JsonSchema & {
      $defs?: Record<string, JsonSchema>
    }
    for (const [id, definition] of Object.entries($defs)) components[id] ??= withoutId(definition)
    return withoutId(rest)
  }

  return {
    write: (schema, io) => {
      const name = names.get(schema)
      if (name === undefined) return convert(schema, io)
      components[name] ??= convert(schema, io)
      return { $ref: `#/components/schemas/${name}` }
    },
    components: () => components,
  }
}
