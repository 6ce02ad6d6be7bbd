import type { TicketSlots } from '../lib/desk/slots.js'

/** What each feature puts on the ticket page. Loaded with `lazy`, so that the first screen stays light. */
export const slots: TicketSlots = {
  panels: [],
  besideDraft: [],
  beforeClose: [],
}
