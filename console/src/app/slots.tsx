import type { TicketSlots } from '../lib/desk/slots.js'
import { t } from '../lib/language/messages.js'
import { lazily } from '../lib/lazily.js'

const ProtocolMeter = lazily(
  async () => (await import('../features/protocol/protocol-meter.js')).ProtocolMeter,
)
const ProtocolTexts = lazily(
  async () => (await import('../features/protocol/protocol-texts.js')).ProtocolTexts,
)
const MissingSteps = lazily(
  async () => (await import('../features/protocol/missing-steps.js')).MissingSteps,
)
const PlaybookPanel = lazily(
  async () => (await import('../features/playbooks/playbook-panel.js')).PlaybookPanel,
)
const CheckHints = lazily(
  async () => (await import('../features/checks/check-hints.js')).CheckHints,
)

/** What each feature puts on the ticket page. Loaded with `lazy`, so that the first screen stays light. */
export const slots: TicketSlots = {
  panels: [
    { id: 'protocol', title: t.protocol.title, lines: 10, Panel: ProtocolMeter },
    { id: 'playbooks', title: t.playbooks.title, lines: 1, Panel: PlaybookPanel },
  ],
  besideDraft: [CheckHints, ProtocolTexts],
  beforeClose: [MissingSteps],
}
