import { z } from 'zod'
import { identifier, instant, writtenPhone } from './common.js'
import { messageAuthor, turnView } from './message.js'
import { ticketStatus } from './ticket.js'

const providerId = z.string().regex(/^[A-Za-z0-9._:-]{1,64}$/)

const mediaUpload = z.strictObject({
  mimeType: z.string().regex(/^[\w.+-]+\/[\w.+-]+(;\s*[\w=."-]+)*$/),
  base64: z.base64(),
  fileName: z.string().min(1).max(200).optional(),
  voice: z.boolean().optional(),
})

/** `POST /simulator/messages`: text or media (with `text` as its caption). The same id twice is one message. */
export const simulatorMessageRequest = z
  .strictObject({
    from: writtenPhone,
    text: z.string().min(1).max(65_536).optional(),
    media: mediaUpload.optional(),
    id: providerId.optional(),
  })
  .refine((request) => request.text !== undefined || request.media !== undefined, {
    message: 'Give text or media.',
    path: ['text'],
  })
export type SimulatorMessageRequest = z.infer<typeof simulatorMessageRequest>

export const simulatorCallRequest = z.strictObject({
  from: writtenPhone,
  video: z.boolean().optional(),
})

export const simulatorAccepted = z.object({ id: z.string() })

/** `wait`: seconds to hold the answer until something new is there. */
export const simulatorQuery = z.strictObject({
  contact: writtenPhone,
  after: z.coerce.number().int().min(0).default(0),
  wait: z.coerce.number().min(0).max(60).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(200),
})

/** Answered as an array. `status`: ticks of what the customer wrote, and of what reached them. */
export const simulatorMessageView = z.object({
  id: z.string(),
  seq: z.number().int(),
  author: messageAuthor,
  kind: z.string(),
  /** The text, or the caption of a file; null for a call or a location. */
  text: z.string().nullable(),
  media: z
    .object({
      kind: z.string(),
      url: z.string().nullable(),
      mimeType: z.string(),
      bytes: z.number().int(),
      fileName: z.string().nullable(),
      voice: z.boolean(),
    })
    .optional(),
  at: instant,
  status: z.enum(['sent', 'delivered', 'read']),
})
export type SimulatorMessageView = z.infer<typeof simulatorMessageView>
export const simulatorMessages = z.array(simulatorMessageView)

/** `POST /simulator/read`: the customer looked at the chat; what they received counts as read. */
export const simulatorReadRequest = z.strictObject({ contact: writtenPhone })

/** `POST /simulator/typing`: the customer writes (say it again every few seconds) or ceases to. */
export const simulatorTypingRequest = z.strictObject({ from: writtenPhone, typing: z.boolean() })

const simulatorContactView = z.object({
  phone: z.string(),
  phoneDisplay: z.string(),
  name: z.string().nullable(),
  lastMessage: z.object({ author: messageAuthor, text: z.string(), at: instant }).nullable(),
})
export type SimulatorContactView = z.infer<typeof simulatorContactView>
export const simulatorContacts = z.object({
  items: z.array(simulatorContactView),
  next: z.null(),
})

export const simulatorContactQuery = z.strictObject({ contact: writtenPhone })

/** The drawer "qué pasó": the last message of the customer, what was understood, decided, written and sent. */
export const whatHappenedView = z.object({
  message: z
    .object({ id: identifier, seq: z.number().int(), text: z.string().nullable(), at: instant })
    .nullable(),
  /** Null while its turn was not taken yet. */
  turn: turnView.nullable(),
  language: z.enum(['es', 'pt']).nullable(),
  mode: z.enum(['bot', 'human']),
  typing: z.boolean(),
  survey: z
    .object({
      surveyId: z.string(),
      state: z.enum(['offered', 'running']),
      question: z.string(),
      answered: z.number().int(),
    })
    .nullable(),
  replies: z.array(
    z.object({
      id: identifier,
      seq: z.number().int(),
      author: messageAuthor,
      text: z.string().nullable(),
      status: z.string(),
      failure: z.string().nullable(),
    }),
  ),
  ticket: z
    .object({ id: identifier, number: z.number().int(), status: ticketStatus, kind: z.string() })
    .nullable(),
})
export type WhatHappenedView = z.infer<typeof whatHappenedView>
