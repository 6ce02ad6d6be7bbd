import { z } from 'zod'
import { localizedText } from './survey.js'

export const campaignKinds = [
  'birthday',
  'anniversary',
  'benefit-reminder',
  'featured-programming',
  'preventive-survey',
  'equipment-recovery',
  'welcome',
] as const
export type CampaignKind = (typeof campaignKinds)[number]

/** A file `conversations/<id>.campaign.json`. Invitation variables: {nombre}. */
export const campaignDefinition = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  kind: z.enum(campaignKinds),
  name: localizedText,
  /** Per product: the survey and the text that invites to it (the first question follows in the same message). */
  invitations: z.record(
    z.enum(['tv', 'movil']),
    z.object({ survey: z.string(), text: localizedText }),
  ),
})
export type CampaignDefinition = z.infer<typeof campaignDefinition>

export type RecipientStatus =
  'pending' | 'queued' | 'sent' | 'delivered' | 'read' | 'failed' | 'skipped'

/** One row of the send ledger: one recipient of one campaign, unique on (campaignId, phone, product). */
export type LedgerRow = {
  id: string
  campaignId: string
  campaignKind: CampaignKind
  phone: string
  contactId: string | null
  name: string | null
  product: 'tv' | 'movil' | null
  status: RecipientStatus
  /** Why it was skipped or failed. */
  reason: string | null
  messageId: string | null
  createdAt: Date
  sentAt: Date | null
}
