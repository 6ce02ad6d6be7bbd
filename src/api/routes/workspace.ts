import type { ApiDeps } from '../deps.js'
import type { Route } from '../routing/route.js'
import { createAttachmentRoutes } from './attachments.js'
import { createBulkRoutes } from './bulk.js'
import { createCannedReplyRoutes } from './canned-replies.js'
import { createComposingRoutes } from './composing.js'
import { createCustomerRoutes } from './customer.js'
import { createNoteRoutes } from './notes.js'
import { createTagRoutes } from './tags.js'
import { createTicketListRoutes } from './ticket-list.js'
import { createViewRoutes } from './views.js'

/** What agents keep beside the tickets. Before the routes of one ticket: some of these addresses begin alike. */
export const createWorkspaceRoutes = (deps: ApiDeps): Route[] => [
  ...createTicketListRoutes(deps),
  ...createBulkRoutes(deps),
  ...createNoteRoutes(deps),
  ...createTagRoutes(deps),
  ...createViewRoutes(deps),
  ...createCannedReplyRoutes(deps),
  ...createComposingRoutes(deps),
  ...createAttachmentRoutes(deps),
  ...createCustomerRoutes(deps),
]
