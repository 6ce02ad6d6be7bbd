import { z } from 'zod'
import { identifier, instant, messagePreview, named } from './common.js'

export const messageAuthor = z.enum(['contact', 'bot', 'agent', 'campaign', 'system'])

const deliveryStatus = z.enum([
  'queued',
  'sending',
  'sent',
  'delivered',
  'read',
  'failed',
  'expired',
])
export type DeliveryStatus = z.infer<typeof deliveryStatus>

const mediaKinds = ['image', 'document', 'audio', 'video', 'sticker'] as const

const contentView = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({
    kind: z.enum(mediaKinds),
    /** Null while the file is not here; `failure` then says why. */
    url: z.string().nullable(),
    mimeType: z.string(),
    bytes: z.number().int(),
    fileName: z.string().nullable(),
    failure: z.string().nullable(),
    caption: z.string().nullable(),
    voice: z.boolean(),
    /** A campaign's piece: to be looked at, not to be saved, passed on or used for anything else (domain.md A12). */
    referenceOnly: z.boolean(),
    seconds: z.number().nullable(),
  }),
  z.object({
    kind: z.literal('location'),
    latitude: z.number(),
    longitude: z.number(),
    name: z.string().nullable(),
  }),
  z.object({ kind: z.literal('contact-card'), names: z.array(z.string()) }),
  z.object({ kind: z.literal('call'), video: z.boolean() }),
  z.object({ kind: z.literal('unsupported'), type: z.string() }),
])
export type ContentView = z.infer<typeof contentView>

export const turnView = z.object({
  normalized: z.string().nullable(),
  intent: z.string().nullable(),
  score: z.number().nullable(),
  alternatives: z.array(z.object({ intent: z.string(), score: z.number() })),
  decisions: z.array(z.string()),
})
export type TurnView = z.infer<typeof turnView>

export const messageView = z.object({
  id: identifier,
  seq: z.number().int(),
  author: messageAuthor,
  agent: named.nullable(),
  content: contentView,
  at: instant,
  delivery: z
    .object({
      status: deliveryStatus,
      failure: z.string().nullable(),
      sentAt: instant.nullable(),
      deliveredAt: instant.nullable(),
      readAt: instant.nullable(),
    })
    .nullable(),
  /** What the bot understood; only for who may read any transcript. */
  turn: turnView.nullable(),
  campaign: named.nullable(),
  quoted: messagePreview.extend({ id: identifier, seq: z.number().int() }).nullable(),
  edits: z.array(z.object({ text: z.string(), at: instant })),
  deletedAt: instant.nullable(),
  reactions: z.array(z.object({ emoji: z.string(), from: messageAuthor, at: instant })),
})
export type MessageView = z.infer<typeof messageView>
