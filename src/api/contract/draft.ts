import { z } from 'zod'
import { identifier, instant, pageOf } from './common.js'

/** What an agent began to write on a ticket; for nobody else's eyes. Empty text: there is none. */
export const draftView = z.object({
  ticketId: identifier,
  text: z.string(),
  version: z.number().int(),
  updatedAt: instant.nullable(),
})
export type DraftView = z.infer<typeof draftView>
export const draftPage = pageOf(draftView)

/**
 * The last write wins. `version`: the one this text goes on from; a write from before the last message was sent is dropped,
 * so that a slow screen does not bring back what was sent.
 */
export const saveDraftRequest = z.strictObject({
  text: z.string().max(4096),
  version: z.number().int().min(0),
})

/** `replaced`: what another screen of the same agent had written meanwhile; `dropped`: nothing was written. */
export const savedDraftView = draftView.extend({
  replaced: z.string().nullable(),
  dropped: z.boolean(),
})
export type SavedDraftView = z.infer<typeof savedDraftView>
