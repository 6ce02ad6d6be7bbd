import type { AuthenticityReport, UnansweredMessage } from '../domain/records.js'
import type { Page, PageRequest } from '../lib/page.js'

/** Who dealt with it and what came of it. */
export type Handling = { by: string; at: Date; resolution: string }
/** Without a state all of them. `pending` and all: newest first; `handled`: the last handled first. */
export type HandlingFilter = { state?: 'pending' | 'handled' }

export type Unanswered = {
  byId: (id: string) => Promise<UnansweredMessage | null>
  insert: (message: UnansweredMessage) => Promise<void>
  list: (filter: HandlingFilter, page: PageRequest) => Promise<Page<UnansweredMessage>>
  /** Compare-and-set: null when somebody else was faster, or it is not there. */
  handle: (id: string, handling: Handling) => Promise<UnansweredMessage | null>
}

export type AuthenticityReports = {
  byId: (id: string) => Promise<AuthenticityReport | null>
  insert: (report: AuthenticityReport) => Promise<void>
  list: (filter: HandlingFilter, page: PageRequest) => Promise<Page<AuthenticityReport>>
  /** Compare-and-set: null when somebody else was faster, or it is not there. */
  handle: (id: string, handling: Handling) => Promise<AuthenticityReport | null>
}
