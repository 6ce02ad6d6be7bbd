import type { DeskBlock, DeskBlockName } from '../domain/desk-blocks.js'
import type { Escalation } from '../domain/escalation.js'
import type { Presence, PresenceChoice } from '../domain/presence.js'
import type { Page, PageRequest } from '../lib/page.js'

export type Presences = {
  byId: (id: string) => Promise<Presence | null>
  list: () => Promise<Presence[]>
  /** These agents are connected until then; made when they are new. Returns those who were not connected before. */
  renew: (agentIds: readonly string[], now: Date, until: Date) => Promise<string[]>
  choose: (id: string, choice: PresenceChoice, at: Date) => Promise<Presence>
  noteAssigned: (id: string, at: Date) => Promise<void>
}

export type DeskBlocks = {
  list: () => Promise<DeskBlock[]>
  byId: (id: DeskBlockName) => Promise<DeskBlock | null>
  /**
   * Compare-and-set: false when the stored version is another; 0 stands for a block that was never changed. Throws
   * `DomainError('conflict')` when somebody makes it at the same moment.
   */
  replaceIf: (expectedVersion: number, block: DeskBlock) => Promise<boolean>
}

export type Escalations = {
  byId: (id: string) => Promise<Escalation | null>
  /** False when it is there already. */
  insertMissing: (escalation: Escalation) => Promise<boolean>
  /** Newest first; null: acknowledged or not. */
  list: (acknowledged: boolean | null, page: PageRequest) => Promise<Page<Escalation>>
  /** Those nobody acknowledged in time. */
  raiseDue: (now: Date, limit: number) => Promise<Escalation[]>
  /** Compare-and-set on one that is not acknowledged; null when it is, or was raised meanwhile. */
  replaceIf: (
    id: string,
    expected: { raised?: number },
    changes: Partial<Omit<Escalation, 'id'>>,
  ) => Promise<Escalation | null>
}
