import { monthsBetween } from '../local-time.js'
import { permanenceFee } from '../permanence.js'
import type { Draft } from './draft.js'
import { sayFrequentAnswer } from './frequent-answer.js'

const money = (amount: number): string => `USD ${amount.toFixed(2)}`

/** intents.md `contrato_permanencia`: the customer's own tier and fee from the contract (D2), else the call script. */
export const asksPermanence = (draft: Draft): void => {
  const { contact, now } = draft.situation
  const service = contact.services.find(
    ({ permanence, since, retiredAt }) => permanence && since && !retiredAt,
  )
  if (!service?.permanence || !service.since) {
    sayFrequentAnswer(draft, 'contrato_permanencia')
    return draft.callScript()
  }
  // The third month is the one after two whole months: the contract counts the month one is in.
  const month = monthsBetween(service.since, now) + 1
  const { fee, feeWithTax } = permanenceFee(service.permanence.tiers, month)
  if (fee === 0) return draft.sayPhrase('permanenceFree', { mes: String(month) })
  draft.sayPhrase('permanenceOwn', {
    mes: String(month),
    valor: money(fee),
    valorConImpuesto: money(feeWithTax),
  })
}

/** intents.md `factura_electronica`: from the customer's welcome data, else the call script. */
export const asksElectronicInvoice = (draft: Draft): void => {
  const destination = draft.situation.contact.services.find(
    ({ electronicInvoice }) => electronicInvoice,
  )?.electronicInvoice
  if (destination) return draft.sayPhrase('electronicInvoiceOwn', { destino: destination })
  sayFrequentAnswer(draft, 'factura_electronica')
  draft.callScript()
}
