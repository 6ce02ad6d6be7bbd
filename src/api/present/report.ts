import type { Contact } from '../../domain/contact.js'
import type { AuthenticityReport, UnansweredMessage } from '../../domain/records.js'
import type { BusinessSettings } from '../../domain/settings.js'
import type { AuthenticityReportView, SettingsView, UnansweredView } from '../contract/report.js'
import { presentMoment } from './instant.js'
import { presentContact } from './person.js'

export const presentUnanswered = (message: UnansweredMessage): UnansweredView => ({
  ...message,
  at: message.at.toISOString(),
  reviewedAt: presentMoment(message.reviewedAt),
})

export const presentReport = (
  report: AuthenticityReport,
  { contact, maySeePhone }: { contact: Contact | null; maySeePhone: boolean },
): AuthenticityReportView => {
  const { id, contactId, conversationId, messageId, text } = report
  return {
    id,
    contact: presentContact(contact, { contactId, maySeePhone }),
    conversationId,
    messageId,
    text,
    at: report.at.toISOString(),
    handledAt: presentMoment(report.handledAt),
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
