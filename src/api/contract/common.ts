import { z } from 'zod'

export const identifier = z.string().regex(/^[A-Za-z0-9_:-]{1,64}$/)
/** ISO 8601 in UTC. */
export const instant = z.iso.datetime()
export const named = z.object({ id: identifier, name: z.string() })
export type Named = z.infer<typeof named>

/** E.164 as people write it; the server brings every spelling to one. */
export const writtenPhone = z.string().min(7).max(24)

/** Query of a list. `after` (or `cursor`) is the `next` of the page before. */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().min(1).max(200).optional(),
  cursor: z.string().min(1).max(200).optional(),
})

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().nullable() })
export type Page<Item> = { items: Item[]; next: string | null }

/**
 * `phone` is E.164 for who may see it, else masked (`phoneMasked`); `phoneDisplay` is the same for reading
 * (`+593 98 765 0001` or `+593 •• ••• 0001`). A contact known by a WhatsApp LID only has no phone.
 */
export const contactView = z.object({
  id: identifier,
  name: z.string().nullable(),
  phone: z.string().nullable(),
  phoneDisplay: z.string().nullable(),
  phoneMasked: z.boolean(),
})
export type ContactView = z.infer<typeof contactView>

/** First words of a message, for lists. */
export const messagePreview = z.object({
  author: z.enum(['contact', 'bot', 'agent', 'campaign', 'system']),
  kind: z.string(),
  text: z.string(),
  at: instant,
})
export type MessagePreview = z.infer<typeof messagePreview>

export const languages = ['es', 'pt'] as const
export const products = ['tv', 'movil'] as const
