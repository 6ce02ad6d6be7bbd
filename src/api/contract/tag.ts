import { z } from 'zod'
import { identifier, instant, pageOf } from './common.js'

/** Names of colours; the console knows how each looks in light and dark. */
const tagColours = ['grey', 'blue', 'teal', 'green', 'yellow', 'orange', 'red', 'violet'] as const
const tagColour = z.enum(tagColours)

/** `archivedAt`: no longer offered; tickets that have it keep it. */
export const tagView = z.object({
  id: identifier,
  name: z.string(),
  colour: tagColour,
  archivedAt: instant.nullable(),
})
export type TagView = z.infer<typeof tagView>
export const tagPage = pageOf(tagView)

const name = z.string().trim().min(1).max(40)

export const newTagRequest = z.strictObject({ name, colour: tagColour })
export const changeTagRequest = z.strictObject({
  name: name.optional(),
  colour: tagColour.optional(),
  archived: z.boolean().optional(),
})

/** Ids of tags. Adding one that is there or removing one that is not changes nothing. */
export const ticketTagsRequest = z.strictObject({
  add: z.array(identifier).max(20).default([]),
  remove: z.array(identifier).max(20).default([]),
})
