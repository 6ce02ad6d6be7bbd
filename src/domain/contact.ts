export type ServiceKind = 'fija' | 'internet' | 'tv' | 'movil'

/** What a contact has or had with us. `retiredAt` set: a retired service (equipment recovery, domain.md B). */
export type ContractedService = {
  kind: ServiceKind
  /** Service number, as on the invoice. */
  number: string | null
  since: Date | null
  retiredAt: Date | null
  equipment: null | { charged: boolean; delivered: boolean; deadline: Date | null }
  /** Permanence terms of this contract, when known (domain.md D2). */
  permanence: null | {
    months: number
    tiers: { upToMonth: number; fee: number; feeWithTax: number }[]
  }
  electronicInvoice: string | null
}

export type Contact = {
  id: string
  /** E.164, unique when known. */
  phone: string | null
  /** WhatsApp LID digits, unique when known. */
  lid: string | null
  name: string | null
  language: 'es' | 'pt' | null
  nationalId: string | null
  services: ContractedService[]
  optedOutAt: Date | null
  wrongNumberAt: Date | null
  createdAt: Date
}

/** Campaigns skip who opted out or is not a customer at this number. */
export const mayReceiveCampaigns = (contact: Contact): boolean =>
  contact.optedOutAt === null && contact.wrongNumberAt === null
