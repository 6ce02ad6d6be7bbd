import type { RecipientStatus } from '../campaign.js'
import type { Draft } from './draft.js'
import { sayFrequentAnswer } from './frequent-answer.js'

const wentOut: ReadonlySet<RecipientStatus> = new Set<RecipientStatus>([
  'sent',
  'delivered',
  'read',
])

/**
 * domain.md A2: the script only after checking that the communication is one of ours, which means that the send ledger holds
 * one to this customer. Without it: a warning, and a report for the supervisors.
 */
export const isItReal = (draft: Draft): void => {
  const ours = draft.situation.evidence.ledger.find(({ status }) => wentOut.has(status))
  if (ours) {
    draft.note(`evidence:${ours.campaignId}`)
    return sayFrequentAnswer(draft, 'mensaje_real')
  }
  draft.note('evidence:none')
  draft.reportAuthenticity()
  draft.sayPhrase('authenticNoRecord')
}
