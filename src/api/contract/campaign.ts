import { z } from 'zod'
import { identifier, instant, named } from './common.js'

export const recipientStatuses = [
  'pending',
  'queued',
  'sent',
  'delivered',
  'read',
  'failed',
  'skipped',
] as const

const counts = z.object(
  Object.fromEntries(recipientStatuses.map((status) => [status, z.number().int()])) as Record<
    (typeof recipientStatuses)[number],
    z.ZodNumber
  >,
)

/** One sending of a campaign definition. */
export const campaignView = z.object({
  id: identifier,
  definitionId: z.string(),
  kind: z.string(),
  name: z.string(),
  startedAt: instant,
  startedBy: named,
  counts,
  total: z.number().int(),
})
export type CampaignView = z.infer<typeof campaignView>

const campaignDefinitionView = z.object({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  products: z.array(z.string()),
})
export type CampaignDefinitionView = z.infer<typeof campaignDefinitionView>

/** `definitions`: what can be sent. */
export const campaignPage = z.object({
  items: z.array(campaignView),
  next: z.string().nullable(),
  definitions: z.array(campaignDefinitionView),
})
export type CampaignPage = z.infer<typeof campaignPage>

/** Columns `telefono,nombre,servicio`; servicio `tv` or `movil`. */
export const sendCampaignRequest = z.strictObject({ csv: z.string().min(1).max(90_000) })

/** A recipient who had it already is counted, not sent again. */
export const sendCampaignView = z.object({
  campaignId: identifier,
  added: z.number().int(),
  alreadyThere: z.number().int(),
  rejected: z.array(z.object({ line: z.number().int(), reason: z.string() })),
})
export type SendCampaignView = z.infer<typeof sendCampaignView>
