import type { Contact } from '../../domain/contact.js'
import type { AuthenticityReport, UnansweredMessage } from '../../domain/records.js'
import type { BusinessSettings } from '../../domain/settings.js'
import type { AuthenticityReportView, SettingsView, UnansweredView } from '../contract/report.js'
import { presentMoment } from './instant.js'
import { presentContact, presentNamed } from './person.js'

type Names = ReadonlyMap<string, string>

export const presentUnanswered = (message: UnansweredMessage, names: Names): UnansweredView => ({
  ...message,
  at: message.at.toISOString(),
  reviewedAt: presentMoment(message.reviewedAt),
  reviewedBy: presentNamed(message.reviewedBy, names),
})

export const presentReport = (
  report: AuthenticityReport,
  around: { contact: Contact | null; maySeePhone: boolean; names: Names },
): AuthenticityReportView => {
  const { id, contactId, conversationId, messageId, text, resolution } = report
  const { contact, maySeePhone, names } = around
  return {
    id,
    contact: presentContact(contact, { contactId, maySeePhone }),
    conversationId,
    messageId,
    text,
    at: report.at.toISOString(),
    handledAt: presentMoment(report.handledAt),
    handledBy: presentNamed(report.handledBy, names),
    resolution,
  }
}

const digits = (written: string): string => written.replaceAll(/\D/g, '')

export const presentSettings = (settings: BusinessSettings): SettingsView => {
  const { timeZone, callNumbers, contactWithinHours, quietPeriodHours } = settings
  const { equipmentDeadline, website, turnPortal } = settings
  return {
    timeZone,
    callNumbers,
    callNumbersDiffer: digits(callNumbers.callScript) !== digits(callNumbers.equipment),
    contactWithinHours,
    quietPeriodHours,
    equipmentDeadline,
    website,
    turnPortal,
  }
}
