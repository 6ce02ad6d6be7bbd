import type { Connection } from 'mongoose'
import type { SlaClock } from '../../domain/ticket.js'

type Before = {
  _id: string
  createdAt: Date
  dueAt: Date
  escalatedAt: Date | null
}

const half = 0.5

const firstContact = ({ createdAt, dueAt, escalatedAt }: Before): SlaClock => ({
  kind: 'first-contact',
  startedAt: createdAt,
  withinMs: dueAt.getTime() - createdAt.getTime(),
  counted: 'calendar',
  runningFrom: createdAt,
  dueAt,
  pausedAt: null,
  // What was escalated already is not told again.
  warned: escalatedAt ? 100 : 0,
  breachedAt: escalatedAt ? dueAt : null,
  stoppedAt: null,
})

/** Tickets of before the clocks owe the first contact that their due time promised; the next look at alarms finds them. */
export const startTicketClocks = async (connection: Connection): Promise<void> => {
  const tickets = connection.collection<Before & { clocks: SlaClock[]; alarmAt: Date | null }>(
    'tickets',
  )
  const waiting = { active: true, firstContactAt: null, 'clocks.0': { $exists: false } }
  for await (const ticket of tickets.find(waiting)) {
    const clock = firstContact(ticket)
    const alarmAt = new Date(clock.startedAt.getTime() + clock.withinMs * half)
    await tickets.updateOne(
      { _id: ticket._id },
      { $set: { clocks: [clock], alarmAt: clock.warned === 100 ? null : alarmAt } },
    )
  }
}
