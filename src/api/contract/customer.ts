import { z } from 'zod'
import { contactView, identifier, instant, languages, named, products } from './common.js'
import { noteView } from './note.js'
import { answerView, ticketKind, ticketStatus } from './ticket.js'

const money = z.number()

const customerService = z.object({
  kind: z.enum(['fija', 'internet', 'tv', 'movil']),
  /** A number that is a telephone is masked like the customer's own. */
  number: z.string().nullable(),
  since: instant.nullable(),
  retiredAt: instant.nullable(),
  electronicInvoice: z.string().nullable(),
  /** Months agreed, the month the customer is in (from 1), and what leaving now costs (domain.md D2). */
  permanence: z
    .object({
      months: z.number().int(),
      month: z.number().int().nullable(),
      fee: money.nullable(),
      feeWithTax: money.nullable(),
    })
    .nullable(),
  equipment: z
    .object({ charged: z.boolean(), delivered: z.boolean(), deadline: instant.nullable() })
    .nullable(),
})

/** Everything the desk knows of the customer of a conversation, in one answer; each list newest first and bounded. */
export const customerView = z.object({
  contact: contactView,
  language: z.enum(languages).nullable(),
  /** Masked with the phone. */
  nationalId: z.string().nullable(),
  customerSince: instant,
  consent: z.object({
    /** No more campaigns, by the customer's own word. */
    optedOutAt: instant.nullable(),
    wrongNumberAt: instant.nullable(),
    mayReceiveCampaigns: z.boolean(),
  }),
  services: z.array(customerService),
  campaigns: z.array(
    z.object({
      id: identifier,
      campaignId: z.string(),
      kind: z.string(),
      name: z.string(),
      product: z.enum(products).nullable(),
      status: z.string(),
      reason: z.string().nullable(),
      at: instant,
      sentAt: instant.nullable(),
    }),
  ),
  /** Of the campaigns above, those about equipment that was not returned. */
  equipmentNotices: z.array(z.object({ campaignId: z.string(), status: z.string(), at: instant })),
  tickets: z.array(
    z.object({
      id: identifier,
      number: z.number().int(),
      kind: ticketKind,
      status: ticketStatus,
      product: z.enum(products).nullable(),
      reason: z.string(),
      outcome: z.string().nullable(),
      assignee: named.nullable(),
      createdAt: instant,
      closedAt: instant.nullable(),
    }),
  ),
  conversations: z.array(
    z.object({
      id: identifier,
      channel: z.string(),
      createdAt: instant,
      lastMessageAt: instant.nullable(),
      current: z.boolean(),
    }),
  ),
  surveys: z.array(
    z.object({
      id: identifier,
      surveyId: z.string(),
      title: z.string(),
      product: z.enum(products),
      outcome: z.enum(['completed', 'cancelled', 'expired']),
      startedAt: instant,
      endedAt: instant,
      ticketId: identifier.nullable(),
      answers: z.array(answerView),
    }),
  ),
  notes: z.array(noteView),
})
export type CustomerView = z.infer<typeof customerView>
