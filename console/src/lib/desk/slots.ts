import { createContext, use } from 'react'
import type { ComponentType } from 'react'
import type { TicketView } from '../../../../src/api/contract/ticket.js'

/** `canWork`: the ticket is the reader's own and not closed. */
export type PanelProps = { ticket: TicketView; canWork: boolean }

export type BesideDraftProps = {
  ticket: TicketView
  draft: string
  /** Puts a mended text in place of the draft. */
  onDraft: (text: string) => void
}

export type BeforeCloseProps = {
  ticket: TicketView
  /** What goes with the close besides outcome and reason; null while something is still to be answered. */
  onExtra: (extra: Record<string, unknown> | null) => void
}

/** What other features show on the ticket page. Features never import each other: `app/slots.tsx` names the components. */
export type TicketSlots = {
  /** Sections beside the conversation, above what is known of the customer. */
  panels: {
    id: string
    title: string
    /** Lines of what will come, so that nothing jumps when it does. */
    lines: number
    Panel: ComponentType<PanelProps>
  }[]
  /** Under the composer's field, while one writes. */
  besideDraft: ComponentType<BesideDraftProps>[]
  /** In the dialog that closes a ticket. */
  beforeClose: ComponentType<BeforeCloseProps>[]
}

export const SlotContext = createContext<TicketSlots>({
  panels: [],
  besideDraft: [],
  beforeClose: [],
})

export const useSlots = (): TicketSlots => use(SlotContext)
