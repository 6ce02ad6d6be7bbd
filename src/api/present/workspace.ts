import { replyVariables, variablesIn } from '../../domain/canned-reply.js'
import type { CurrentReply } from '../../domain/canned-reply.js'
import type { ReplyDraft } from '../../domain/reply-draft.js'
import type { Tag } from '../../domain/tag.js'
import type { TicketCounts } from '../../workspace/counts.js'
import type { ReplyForTicket } from '../../workspace/replies.js'
import type { ViewerDetail } from '../../workspace/viewers.js'
import type { ViewDetail } from '../../workspace/views.js'
import type { CannedReplyView, FilledReplyView } from '../contract/canned-reply.js'
import type { DraftView } from '../contract/draft.js'
import type { SavedView } from '../contract/saved-view.js'
import type { TagView } from '../contract/tag.js'
import type { TicketCountsView } from '../contract/ticket-filter.js'
import type { ViewersView } from '../contract/viewer.js'
import { presentMoment } from './instant.js'

export const presentTag = ({ id, name, colour, archivedAt }: Tag): TagView => ({
  id,
  name,
  colour,
  archivedAt: presentMoment(archivedAt),
})

export const presentView = ({ view, ownerName, mayChange }: ViewDetail): SavedView => ({
  id: view.id,
  name: view.name,
  filter: view.filter,
  shared: view.shared,
  owner: { id: view.ownerId, name: ownerName },
  mayChange,
  updatedAt: view.updatedAt.toISOString(),
})

export const presentReply = (reply: CurrentReply): CannedReplyView => ({
  id: reply.id,
  shortcut: reply.shortcut,
  title: reply.title,
  step: reply.step,
  text: reply.text,
  variables: variablesIn(`${reply.text.es} ${reply.text.pt ?? ''}`),
  verbatim: reply.verbatim,
  seed: reply.seed,
  disabledAt: presentMoment(reply.disabledAt),
  changedAt: presentMoment(reply.changedAt),
})

export const presentFilled = ({ reply, language, filled }: ReplyForTicket): FilledReplyView => ({
  id: reply.id,
  shortcut: reply.shortcut,
  title: reply.title,
  step: reply.step,
  language,
  text: filled.text,
  preview: filled.preview,
  missing: filled.missing.map((name) => ({ name, label: replyVariables[name] })),
})

export const presentDraft = ({ ticketId, text, version, updatedAt }: ReplyDraft): DraftView => ({
  ticketId,
  text,
  version,
  updatedAt: version === 0 ? null : updatedAt.toISOString(),
})

export const presentViewers = (others: readonly ViewerDetail[]): ViewersView => ({
  items: others.map(({ viewer, name }) => ({
    agent: { id: viewer.agentId, name },
    typing: viewer.typing,
    until: viewer.until.toISOString(),
  })),
  next: null,
})

export const presentCounts = ({
  all,
  mine,
  free,
  queues,
  products,
  closed,
  views,
}: TicketCounts): TicketCountsView => ({
  all,
  mine,
  free,
  queues: Object.fromEntries(queues),
  products,
  closed,
  views: Object.fromEntries(views),
})
