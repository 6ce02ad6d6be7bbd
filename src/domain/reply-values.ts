import type { ReplyValues } from './canned-reply.js'
import type { Contact, ContractedService } from './contact.js'
import type { Language } from './conversation.js'
import { dayAndTime, longDate, shortDate } from './local-time.js'
import type { BusinessSettings } from './settings.js'
import type { Ticket } from './ticket.js'

const greetings: Record<Language, readonly [string, string, string]> = {
  es: ['Buenos días', 'Buenas tardes', 'Buenas noches'],
  pt: ['Bom dia', 'Boa tarde', 'Boa noite'],
}

const timeOf = (now: Date): string => dayAndTime(now, 'es').slice(-5)

const greetingAt = (now: Date, language: Language): string => {
  const hour = Number(timeOf(now).slice(0, 2))
  const [morning, afternoon, night] = greetings[language]
  if (hour >= 5 && hour < 12) return morning
  return hour >= 12 && hour < 19 ? afternoon : night
}

/** The one service the ticket can mean; with several or none it is not guessed. */
const serviceOf = (ticket: Ticket, contact: Contact | null): ContractedService | null => {
  const active = (contact?.services ?? []).filter(({ retiredAt }) => retiredAt === null)
  const meant = ticket.product ? active.filter(({ kind }) => kind === ticket.product) : active
  const [only] = meant
  return meant.length === 1 && only !== undefined ? only : null
}

const deadlineIn = (written: string | null, language: Language): string | undefined =>
  written === null ? undefined : longDate(new Date(`${written}T12:00:00-05:00`), language)

/** What is known for the variables of a canned reply; what is not known is left out. */
export const replyValuesOf = (known: {
  ticket: Ticket
  contact: Contact | null
  agentName: string
  settings: BusinessSettings
  language: Language
  now: Date
}): ReplyValues => {
  const { ticket, contact, agentName, settings, language, now } = known
  const service = serviceOf(ticket, contact)
  const kind = ticket.product ?? service?.kind
  const deadline = deadlineIn(settings.equipmentDeadline, language)
  return {
    saludo: greetingAt(now, language),
    agente: agentName,
    ticket: String(ticket.number),
    fecha: shortDate(now),
    hora: timeOf(now),
    telefono: settings.callNumbers.callScript,
    web: settings.website,
    portal: settings.turnPortal,
    correo: settings.postSaleMail,
    asunto: settings.mailSubjectPattern,
    ...(contact?.name ? { nombre: contact.name } : {}),
    ...(kind ? { servicio: settings.serviceNames[kind] } : {}),
    ...(service?.number ? { numero: service.number } : {}),
    ...(deadline ? { plazo: deadline } : {}),
  }
}
