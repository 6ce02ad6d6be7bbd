import { createEscalation } from '../domain/escalation.js'
import type { DeskRules } from '../domain/settings.js'
import { withClocks } from '../domain/sla.js'
import type { SlaClock } from '../domain/ticket.js'
import type { Collections } from '../store/store.js'

const isOverdueContact = (clock: SlaClock, now: Date): boolean =>
  clock.kind === 'first-contact' && clock.stoppedAt === null && clock.dueAt <= now

/**
 * domain.md A6: the packet for COM Campañas Específicas when the customer says that nobody called. It is the packet of the
 * overdue first contact where that is why, so that the same lateness is told once.
 */
export const escalateByCustomer = async (
  collections: Collections,
  ticketId: string,
  { now, rules }: { now: Date; rules: DeskRules },
): Promise<void> => {
  const ticket = await collections.tickets.byId(ticketId)
  const conversation = ticket && (await collections.conversations.byId(ticket.conversationId))
  if (!ticket || !conversation) return
  const late = ticket.clocks.find((clock) => isOverdueContact(clock, now)) ?? null
  const { lastSeq } = conversation
  const packet = createEscalation(ticket, ticket, late, {
    at: now,
    lastSeq,
    agentMessages: await collections.messages.agentCount(conversation.id, lastSeq),
    raiseAgainMinutes: rules.desk.sla.raiseAgainMinutes,
  })
  await collections.escalations.insertMissing(packet)
  if (!late) return
  const clocks = ticket.clocks.map((clock): SlaClock =>
    clock === late ? { ...clock, warned: 100, breachedAt: clock.dueAt } : clock,
  )
  await collections.tickets.replaceIf(
    ticket.id,
    { version: ticket.version },
    withClocks(ticket, clocks, rules),
  )
}
