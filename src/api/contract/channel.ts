import { z } from 'zod'
import { identifier, instant, pageOf, writtenPhone } from './common.js'

export const channelStatus = z.enum([
  'starting',
  'connecting',
  'open',
  'stopped',
  'waiting-for-link',
  'logged-out',
  'blocked',
  'replaced',
  'outdated',
  'reconnecting',
])
export type ChannelStatus = z.infer<typeof channelStatus>

export const channelStateView = z.object({
  id: identifier,
  account: z.string(),
  status: channelStatus,
  since: instant,
  /** `data:image/svg+xml;base64,…`, for who may link a channel, while one waits for the scan. */
  qr: z.string().nullable(),
  pairingCode: z.string().nullable(),
  advice: z.string().nullable(),
  attempt: z.number().int().nullable(),
  nextAttemptAt: instant.nullable(),
  /** The actions this channel has: `POST /api/channels/:id/link` and `/unlink`. */
  linkable: z.boolean(),
})
export type ChannelStateView = z.infer<typeof channelStateView>
export const channelPage = pageOf(channelStateView)

/** With `phone`: link by pairing code instead of the QR. */
export const linkRequest = z.strictObject({ phone: writtenPhone.optional() })
