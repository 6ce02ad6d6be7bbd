import { lazy } from 'react'
import type { TicketSlots } from '../lib/desk/slots.js'
import { t } from '../lib/language/messages.js'

const ProtocolMeter = lazy(async () => ({
  default: (await import('../features/protocol/protocol-meter.js')).ProtocolMeter,
}))
const ProtocolTexts = lazy(async () => ({
  default: (await import('../features/protocol/protocol-texts.js')).ProtocolTexts,
}))
const MissingSteps = lazy(async () => ({
  default: (await import('../features/protocol/missing-steps.js')).MissingSteps,
}))
const PlaybookPanel = lazy(async () => ({
  default: (await import('../features/playbooks/playbook-panel.js')).PlaybookPanel,
}))
const CheckHints = lazy(async () => ({
  default: (await import('../features/checks/check-hints.js')).CheckHints,
}))

/** What each feature puts on the ticket page. Loaded with `lazy`, so that the first screen stays light. */
export const slots: TicketSlots = {
  panels: [
    { id: 'protocol', title: t.protocol.title, lines: 10, Panel: ProtocolMeter },
    { id: 'playbooks', title: t.playbooks.title, lines: 1, Panel: PlaybookPanel },
  ],
  besideDraft: [CheckHints, ProtocolTexts],
  beforeClose: [MissingSteps],
}
