import { z } from 'zod'

const attachmentKinds = ['image', 'document', 'voice'] as const

/**
 * A file to the customer, answered as a message. What it is is read from its bytes, not from what it is called: images
 * (JPEG, PNG, WebP) up to 5 MB, documents (PDF, Office, plain text, CSV) up to 15 MB, voice (Ogg Opus, which WhatsApp shows as a voice
 * note; MP4, MP3, AAC, AMR as audio) up to 15 MB. Anything else is refused (415, or 413 when too large).
 */
export const attachmentRequest = z.strictObject({
  kind: z.enum(attachmentKinds),
  base64: z.base64(),
  fileName: z.string().trim().min(1).max(200).optional(),
  caption: z.string().trim().min(1).max(1024).optional(),
  /** The client's own: the same id twice is one message. */
  id: z
    .string()
    .regex(/^[A-Za-z0-9_-]{8,64}$/)
    .optional(),
})
export type AttachmentRequest = z.infer<typeof attachmentRequest>
