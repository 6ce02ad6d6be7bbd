import type { LedgerRow, RecipientStatus } from '../campaign.js'
import type { Draft } from './draft.js'
import { sayFrequentAnswer } from './frequent-answer.js'
import type { Situation } from './situation.js'

const wentOut: ReadonlySet<RecipientStatus> = new Set<RecipientStatus>([
  'sent',
  'delivered',
  'read',
])

/** The communication to this customer that the send ledger holds (domain.md A2). */
export const communicationOf = ({ evidence }: Situation): LedgerRow | undefined =>
  evidence.ledger.find(({ status }) => wentOut.has(status))

/**
 * domain.md A2: the script only after checking that the communication is one of ours, which means that the send ledger holds
 * one to this customer. Without it: a warning, and a report for the supervisors.
 */
export const isItReal = (draft: Draft): void => {
  const ours = communicationOf(draft.situation)
  if (ours) {
    draft.note(`evidence:${ours.campaignId}`)
    return sayFrequentAnswer(draft, 'mensaje_real')
  }
  draft.note('evidence:none')
  draft.reportAuthenticity()
  draft.sayPhrase('authenticNoRecord')
}
