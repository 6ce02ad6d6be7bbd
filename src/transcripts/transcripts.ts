import type { StoredMedia } from '../domain/records.js'
import type { Clock } from '../lib/clock.js'
import type { NewId } from '../lib/ids.js'
import type { Page, PageRequest, Store } from '../store/store.js'
import { createCampaignNames } from './campaign-names.js'
import { exportTranscripts } from './export-transcripts.js'
import type { ExportRequest } from './export-transcripts.js'
import { createReadConversations } from './read-conversations.js'
import type { ConversationDetail } from './read-conversations.js'
import { createReadMedia } from './read-media.js'
import { createReadMessage } from './read-message.js'
import type { MessageRead } from './read-message.js'
import { createReadMessages } from './read-messages.js'
import type { MessageRange, MessagesRead } from './read-messages.js'
import { createReaderAccess } from './reader-access.js'
import type { Viewer } from './reader-access.js'
import { createWhatHappened } from './what-happened.js'
import type { WhatHappened } from './what-happened.js'

export type TranscriptsDeps = { store: Store; clock: Clock; newId: NewId }

/**
 * Reading what was said. What a viewer may not read is `not-found`, as if it were not there, and the attempt is kept in
 * the audit log (security.md 10).
 */
export type Transcripts = {
  /** Newest activity first; @throws DomainError `forbidden` for who may not read any conversation. */
  conversations: (viewer: Viewer, page: PageRequest) => Promise<Page<ConversationDetail>>
  conversation: (viewer: Viewer, conversationId: string) => Promise<ConversationDetail>
  messages: (viewer: Viewer, conversationId: string, range: MessageRange) => Promise<MessagesRead>
  message: (viewer: Viewer, messageId: string) => Promise<MessageRead>
  /** The file of a message. */
  media: (viewer: Viewer, messageId: string) => Promise<StoredMedia>
  /** Who may hear that something in this conversation changed. */
  audienceOf: (conversationId: string) => Promise<(viewer: Viewer) => boolean>
  /** The pieces of a file, in order (`fideliza export transcripts`). */
  export: (request: ExportRequest) => AsyncGenerator<string>
  /** For the simulator's drawer. */
  whatHappened: (phone: string) => Promise<WhatHappened>
}

export const createTranscripts = (deps: TranscriptsDeps): Transcripts => {
  const { store } = deps
  const access = createReaderAccess(deps)
  const conversations = createReadConversations(store, access)
  return {
    conversations: conversations.list,
    conversation: conversations.get,
    messages: createReadMessages(store, access, createCampaignNames(store)),
    message: createReadMessage(store, access),
    media: createReadMedia(store, access),
    audienceOf: access.audienceOf,
    export: (request) => exportTranscripts(deps, request),
    whatHappened: createWhatHappened(store, 'simulator'),
  }
}
