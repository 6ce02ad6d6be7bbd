import type { CampaignDefinition } from '../../domain/campaign.js'
import { mayReceiveCampaigns } from '../../domain/contact.js'
import type { Contact, ContractedService } from '../../domain/contact.js'
import { monthsBetween } from '../../domain/local-time.js'
import { permanenceFee } from '../../domain/permanence.js'
import { formatPhone, maskPhone, parsePhone } from '../../domain/phone.js'
import type { Survey, SurveyResponse } from '../../domain/survey.js'
import type { Ticket } from '../../domain/ticket.js'
import type { CustomerDetail } from '../../workspace/customer.js'
import type { CustomerView } from '../contract/customer.js'
import { presentAnswers } from './answer.js'
import { presentMoment } from './instant.js'
import { presentNote } from './note.js'
import { presentContact, presentNamed } from './person.js'

type Words = { surveys: readonly Survey[]; campaigns: readonly CampaignDefinition[] }

const permanenceOf = (
  { permanence, since, retiredAt }: ContractedService,
  now: Date,
): CustomerView['services'][number]['permanence'] => {
  if (permanence === null) return null
  if (since === null || retiredAt !== null) {
    return { months: permanence.months, month: null, fee: null, feeWithTax: null }
  }
  // The contract counts the month one is in.
  const month = monthsBetween(since, now) + 1
  return { months: permanence.months, month, ...permanenceFee(permanence.tiers, month) }
}

/** A service may be numbered by its telephone: who may not see the customer's number does not see it here either. */
const serviceNumber = (
  { number, kind }: ContractedService,
  maySeePhone: boolean,
): string | null => {
  if (number === null) return null
  const phone = parsePhone(number)
  if (phone !== null) return maySeePhone ? formatPhone(phone) : maskPhone(phone)
  const isTelephone = kind === 'fija' || kind === 'movil'
  return maySeePhone || !isTelephone ? number : `•••${number.slice(-3)}`
}

const presentService = (
  service: ContractedService,
  { now, maySeePhone }: CustomerDetail,
): CustomerView['services'][number] => ({
  kind: service.kind,
  number: serviceNumber(service, maySeePhone),
  since: presentMoment(service.since),
  retiredAt: presentMoment(service.retiredAt),
  electronicInvoice: service.electronicInvoice,
  permanence: permanenceOf(service, now),
  equipment: service.equipment && {
    charged: service.equipment.charged,
    delivered: service.equipment.delivered,
    deadline: presentMoment(service.equipment.deadline),
  },
})

const presentCampaigns = (
  { campaigns, campaignNames }: CustomerDetail,
  definitions: readonly CampaignDefinition[],
): CustomerView['campaigns'] =>
  campaigns.map((row) => {
    const definitionId = campaignNames.get(row.campaignId)
    const definition = definitions.find(({ id }) => id === definitionId)
    return {
      id: row.id,
      campaignId: row.campaignId,
      kind: row.campaignKind,
      name: definition?.name.es ?? definitionId ?? row.campaignKind,
      product: row.product,
      status: row.status,
      reason: row.reason,
      at: row.createdAt.toISOString(),
      sentAt: presentMoment(row.sentAt),
    }
  })

const presentTicketRow = (
  ticket: Ticket,
  names: CustomerDetail['names'],
): CustomerView['tickets'][number] => ({
  id: ticket.id,
  number: ticket.number,
  kind: ticket.kind,
  status: ticket.status,
  product: ticket.product,
  reason: ticket.reason,
  outcome: ticket.outcome,
  assignee: presentNamed(ticket.assigneeId, names),
  createdAt: ticket.createdAt.toISOString(),
  closedAt: presentMoment(ticket.closedAt),
})

const presentSurvey =
  (surveys: readonly Survey[], maySeePhone: boolean) =>
  (response: SurveyResponse): CustomerView['surveys'][number] => ({
    id: response.id,
    surveyId: response.surveyId,
    title: surveys.find(({ id }) => id === response.surveyId)?.title.es ?? response.surveyId,
    product: response.product,
    outcome: response.outcome,
    startedAt: response.startedAt.toISOString(),
    endedAt: response.endedAt.toISOString(),
    ticketId: response.ticketId,
    answers: presentAnswers(response, surveys, maySeePhone),
  })

const consentOf = (contact: Contact | null): CustomerView['consent'] => ({
  optedOutAt: presentMoment(contact?.optedOutAt ?? null),
  wrongNumberAt: presentMoment(contact?.wrongNumberAt ?? null),
  mayReceiveCampaigns: contact !== null && mayReceiveCampaigns(contact),
})

const nationalIdOf = (contact: Contact | null, maySeePhone: boolean): string | null => {
  const id = contact?.nationalId ?? null
  return id === null || maySeePhone ? id : `••••••${id.slice(-4)}`
}

/** The card of a customer, with what this viewer may not see masked. */
export const presentCustomer = (detail: CustomerDetail, words: Words): CustomerView => {
  const { conversation, contact, maySeePhone } = detail
  const campaigns = presentCampaigns(detail, words.campaigns)
  return {
    contact: presentContact(contact, { contactId: conversation.contactId, maySeePhone }),
    language: contact?.language ?? null,
    nationalId: nationalIdOf(contact, maySeePhone),
    customerSince: (contact ?? conversation).createdAt.toISOString(),
    consent: consentOf(contact),
    services: (contact?.services ?? []).map((service) => presentService(service, detail)),
    campaigns,
    equipmentNotices: campaigns
      .filter(({ kind }) => kind === 'equipment-recovery')
      .map(({ campaignId, status, at }) => ({ campaignId, status, at })),
    tickets: detail.tickets.map((ticket) => presentTicketRow(ticket, detail.names)),
    conversations: detail.conversations.map((one) => ({
      id: one.id,
      channel: one.address.channel,
      createdAt: one.createdAt.toISOString(),
      lastMessageAt: presentMoment(one.lastMessageAt),
      current: one.id === conversation.id,
    })),
    surveys: detail.surveys.map(presentSurvey(words.surveys, maySeePhone)),
    notes: detail.notes.map(presentNote),
  }
}
