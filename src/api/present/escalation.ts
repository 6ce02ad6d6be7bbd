import type { EscalationDetail } from '../../tickets/escalations.js'
import type { EscalationView } from '../contract/escalation.js'
import { presentMoment } from './instant.js'
import { presentNamed } from './person.js'

export const presentEscalation = ({
  escalation,
  ticket,
  names,
}: EscalationDetail): EscalationView => ({
  id: escalation.id,
  ticketId: escalation.ticketId,
  ticketNumber: ticket?.number ?? null,
  cause: escalation.cause,
  at: escalation.at.toISOString(),
  dueAt: escalation.dueAt.toISOString(),
  elapsedMs: escalation.elapsedMs,
  attempts: escalation.attempts,
  previousOwner: presentNamed(escalation.previousOwnerId, names),
  newOwner: presentNamed(escalation.newOwnerId, names),
  queue: escalation.queue,
  acknowledgedAt: presentMoment(escalation.acknowledgedAt),
  acknowledgedBy: presentNamed(escalation.acknowledgedBy, names),
  note: escalation.note,
  raised: escalation.raised,
  raiseAt: presentMoment(escalation.raiseAt),
})
