import { z } from 'zod'
import { identifier, instant, languages, pageOf } from './common.js'

const cannedReplySteps = [
  'greeting',
  'introduction',
  'identity',
  'waiting',
  'answer',
  'closing-check',
  'farewell',
] as const
const step = z.enum(cannedReplySteps)

const texts = z.object({ es: z.string(), pt: z.string().nullable() })

/** `seed`: as delivered, or changed by an admin (`changedAt`). `verbatim`: of a document of the business, to the letter. */
export const cannedReplyView = z.object({
  id: identifier,
  /** What is typed after `/`. */
  shortcut: z.string(),
  title: z.string(),
  step,
  text: texts,
  /** Names in braces that the text needs, e.g. `nombre`. */
  variables: z.array(z.string()),
  verbatim: z.boolean(),
  seed: z.boolean(),
  disabledAt: instant.nullable(),
  changedAt: instant.nullable(),
})
export type CannedReplyView = z.infer<typeof cannedReplyView>
export const cannedReplyPage = pageOf(cannedReplyView)

/** `search`: beginnings of words of shortcut, title and text, without accents; by shortcut first. */
export const cannedReplyQuery = z.strictObject({
  search: z.string().trim().max(80).optional(),
  /** Also those that are switched off, for who edits them. */
  disabled: z.literal('true').optional(),
})

/** A reply made ready for one ticket; `text` is null when `missing` names variables that have no value. */
export const filledReplyView = z.object({
  id: identifier,
  shortcut: z.string(),
  title: z.string(),
  step,
  language: z.enum(languages),
  text: z.string().nullable(),
  /** The text with `‹nombre›` where a value is missing: to show, never to send. */
  preview: z.string(),
  missing: z.array(z.object({ name: z.string(), label: z.string() })),
})
export type FilledReplyView = z.infer<typeof filledReplyView>
export const filledReplyPage = pageOf(filledReplyView)

export const filledReplyQuery = z.strictObject({
  search: z.string().trim().max(80).optional(),
  /** Default: the conversation's. */
  language: z.enum(languages).optional(),
})

const shortcut = z.string().regex(/^[a-z0-9][a-z0-9-]{1,29}$/)
const words = z.string().trim().min(1).max(2000)

/** Refused (422) with `forbiddenWords` or `unknownVariables`. */
export const newCannedReplyRequest = z.strictObject({
  shortcut,
  title: z.string().trim().min(1).max(80),
  step,
  text: z.strictObject({ es: words, pt: words.nullable().default(null) }),
})
export const changeCannedReplyRequest = z.strictObject({
  shortcut: shortcut.optional(),
  title: z.string().trim().min(1).max(80).optional(),
  step: step.optional(),
  text: z.strictObject({ es: words, pt: words.nullable() }).optional(),
  disabled: z.boolean().optional(),
})

/** What a text may hold in braces, with a word for people. */
export const cannedReplyVariables = z.object({
  items: z.array(z.object({ name: z.string(), label: z.string() })),
  next: z.null(),
})
