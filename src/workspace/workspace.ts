import { runBulk } from './bulk.js'
import { createCounts } from './counts.js'
import { createCustomer } from './customer.js'
import type { CustomerDetail } from './customer.js'
import type { Actor } from './deps.js'
import { createDrafts } from './drafts.js'
import type { Drafts } from './drafts.js'
import { createMentions } from './mentions.js'
import type { Mentions } from './mentions.js'
import { createNotes } from './notes.js'
import type { Notes } from './notes.js'
import { createReplies } from './replies.js'
import type { Replies, RepliesDeps } from './replies.js'
import { createTags } from './tags.js'
import type { Tags } from './tags.js'
import { createViewers } from './viewers.js'
import type { Viewers } from './viewers.js'
import { createViews } from './views.js'
import type { Views } from './views.js'

/** What agents keep beside the tickets, and what they see of each other's work. None of it ever reaches a customer. */
export type Workspace = {
  bulk: typeof runBulk
  notes: Notes
  mentions: Mentions
  tags: Tags
  views: Views
  replies: Replies
  drafts: Drafts
  viewers: Viewers
  customer: (actor: Actor, conversationId: string) => Promise<CustomerDetail>
  counts: ReturnType<typeof createCounts>
}

export const createWorkspace = (deps: RepliesDeps): Workspace => ({
  bulk: runBulk,
  notes: createNotes(deps),
  mentions: createMentions(deps),
  tags: createTags(deps),
  views: createViews(deps),
  replies: createReplies(deps),
  drafts: createDrafts(deps),
  viewers: createViewers(deps),
  customer: createCustomer(deps),
  counts: createCounts(deps),
})
