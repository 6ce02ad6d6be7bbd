import type { ServiceKind } from '../contact.js'
import { textOf } from '../message.js'
import { plainText } from '../plain-text.js'
import { priorityOf } from '../survey-flow.js'
import type { TicketKind, TicketPriority, TicketQueue } from '../ticket.js'
import { higherPriority } from '../ticket.js'
import type { TicketRequest } from './decision.js'
import type { Draft } from './draft.js'
import { contactDueAt, inWords } from './due.js'
import { followUp } from './follow-up.js'
import { sayFrequentAnswer } from './frequent-answer.js'
import { surveyOf } from './survey-words.js'

const mentions: Record<'tv' | 'movil' | 'fixed', RegExp> = {
  tv: /\b(tvs?|teles?|television|televisao|cable|cabo|canales|canais|deco|decos|decodificador|decodificadores|dth|satelital)\b/,
  movil:
    /\b(movil|moviles|movel|moveis|celular|celulares|celu|cel|chips?|plan de datos|pospago|postpago|prepago|pos pago|pre pago|(tarjeta|chip|cartao|la|mi|meu) sim|sim card)\b/,
  fixed:
    /\b(internet|fibra|wifi|wi fi|modem|router|roteador|fij[oa]s?|fix[oa]s?|convencional|residencial|(telefono|telefone|linea|linha) d[ea]l? (l?a )?(mi |minha )?(casa|hogar|oficina|escritorio|domicilio))\b/,
}

/**
 * Which product a customer wants to leave: what the message says, else the active services we know. `null`: not known;
 * `none`: only services without a retention process (domain.md A11: TV and móvil have one).
 */
const productToLeave = (draft: Draft): 'tv' | 'movil' | 'none' | null => {
  const { contact, message, evidence } = draft.situation
  const text = plainText(textOf(message.content) ?? '')
  if (mentions.tv.test(text)) return 'tv'
  if (mentions.movil.test(text)) return 'movil'
  if (mentions.fixed.test(text)) return 'none'
  const active = contact.services.filter(({ retiredAt }) => retiredAt === null)
  const has = (kind: ServiceKind): boolean => active.some((service) => service.kind === kind)
  if (has('tv')) return 'tv'
  if (has('movil')) return 'movil'
  const campaignProduct = evidence.ledger.find(({ product }) => product !== null)?.product
  return campaignProduct ?? (active.length > 0 ? 'none' : null)
}

const request = (
  draft: Draft,
  what: { kind: TicketKind; priority: TicketPriority; reason: string; queue?: TicketQueue },
): Omit<TicketRequest, 'reopens'> => ({
  queue: 'retention',
  product: null,
  session: null,
  dueAt: contactDueAt(draft, what.kind),
  escalated: false,
  ...what,
})

/** intents.md `cancelar`: the call script now, and a retention ticket for TV or móvil. */
export const wantsToLeave = (draft: Draft): void => {
  sayFrequentAnswer(draft, 'cancelar')
  draft.callScript()
  const product = productToLeave(draft)
  if (product === 'none') return
  const existing = draft.situation.evidence.activeTicket
  const asked = request(draft, { kind: 'cancellation', priority: 'high', reason: 'wants-to-leave' })
  draft.requestTicket({ ...asked, product })
  const key = existing?.kind === 'cancellation' ? 'cancelTicketExists' : 'cancelTicketOpened'
  draft.sayPhrase(key, { hasta: inWords(draft, existing?.dueAt ?? asked.dueAt) })
}

/** intents.md `regulador`, domain.md E2. */
export const threatensRegulator = (draft: Draft): void => {
  sayFrequentAnswer(draft, 'regulador')
  draft.callScript()
  draft.requestTicket(
    request(draft, {
      kind: 'regulator',
      priority: 'urgent',
      reason: 'regulator-threat',
      queue: 'supervisor',
    }),
  )
  draft.sayPhrase('regulatorTicketOpened')
}

/** intents.md `humano`: the call script; with an open or just completed survey, the ticket; soon after a close, that ticket again. */
export const wantsHuman = (draft: Draft): void => {
  draft.callScript()
  const { activeTicket } = draft.situation.evidence
  const session = draft.session
  if (session) {
    const survey = surveyOf(draft, session)
    const asked = request(draft, {
      kind: 'retention-survey',
      priority: higherPriority('normal', survey ? priorityOf(survey, session.answers) : 'normal'),
      reason: 'asked-for-human',
    })
    draft.endSurvey(session, 'cancelled')
    draft.requestTicket({ ...asked, product: session.product, session })
    draft.sayPhrase('humanTicketOpened', { hasta: inWords(draft, asked.dueAt) })
  } else if (activeTicket && activeTicket.kind !== 'contact-data') {
    draft.note('ticket:exists')
    draft.sayPhrase('humanTicketOpened', { hasta: inWords(draft, activeTicket.dueAt) })
  } else if (!followUp(draft, 'asked-for-human')) {
    sayFrequentAnswer(draft, 'humano')
  }
}

const contactDataTask = (draft: Draft): void =>
  draft.requestTicket(
    request(draft, { kind: 'contact-data', priority: 'low', reason: 'contact-data' }),
  )

/** domain.md A7: verify or update the contact data, a task for an agent. */
export const didNotReceive = (draft: Draft): void => {
  sayFrequentAnswer(draft, 'no_recibi')
  contactDataTask(draft)
  draft.sayPhrase('notReceivedTaskOpened')
}

/** intents.md `actualizar_datos`: contact-data task, then the call script. */
export const updatesData = (draft: Draft): void => {
  sayFrequentAnswer(draft, 'actualizar_datos')
  contactDataTask(draft)
  draft.sayPhrase('updateDataTaskOpened')
  draft.callScript()
}
