import { z } from 'zod'
import { channelStatus } from './channel.js'

/** The process is alive. */
export const healthView = z.object({ status: z.literal('ok'), version: z.string() })

/** 503 with the same body while it cannot serve: starting, stopping, or without its database. */
export const readinessView = z.object({
  status: z.enum(['ready', 'stopping', 'unavailable']),
  database: z.boolean(),
  channels: z.array(z.object({ id: z.string(), status: channelStatus })),
})
export type ReadinessView = z.infer<typeof readinessView>
