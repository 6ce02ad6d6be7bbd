import type { Ticket } from '../../domain/ticket.js'
import type { Records } from './records.js'

/**
 * `active` carries the unique index that allows one active ticket per conversation; `searchKeys` follows from the customer;
 * `touchedAt` is when the ticket was last written, for those who count (in the machine's own time, whatever the rooms' clock).
 */
export type TicketInternal = { active: boolean; searchKeys: string[]; touchedAt: Date }

export type TicketRecords = Records<Ticket, TicketInternal>
