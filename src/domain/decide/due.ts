import { dayAndTime } from '../local-time.js'
import { firstContactDueAt } from '../sla.js'
import type { TicketKind } from '../ticket.js'
import type { Draft } from './draft.js'

/** domain.md A11: the first contact of a ticket of this kind that is opened now. */
export const contactDueAt = (draft: Draft, kind: TicketKind): Date =>
  firstContactDueAt(draft.situation.texts.settings, kind, draft.situation.now)

export const inWords = (draft: Draft, instant: Date): string => dayAndTime(instant, draft.language)
