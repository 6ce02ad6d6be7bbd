import { Schema } from 'mongoose'
import type { SimulatedMessage } from '../../domain/simulator.js'
import type { SimulatorPhones } from '../store.js'
import { defineCollection } from './collection.js'
import { isConflict } from './errors.js'
import { where } from './records.js'
import type { Records } from './records.js'

/** The same provider id may occur on two phones: `_id` is both together. */
type PhoneRecord = Omit<SimulatedMessage, 'id'> & { id: string; messageId: string }

export const simulatorPhonesCollection = defineCollection<PhoneRecord>('simulatorPhones', {
  messageId: String,
  phone: String,
  seq: Number,
  author: String,
  content: Schema.Types.Mixed,
  at: Date,
  status: String,
  accepted: Boolean,
})

const keyOf = (phone: string, id: string): string => `${phone}/${id}`

const toMessage = ({ messageId, ...record }: PhoneRecord): SimulatedMessage => ({
  ...record,
  id: messageId,
})

const before: Record<SimulatedMessage['status'], SimulatedMessage['status'][]> = {
  sent: [],
  delivered: ['sent'],
  read: ['sent', 'delivered'],
}

/**
 * The next seq is the last one plus one, and the unique index lets one writer have it: so a seq is never visible before
 * a lower one, and who reads "after 5" misses nothing. Every conflict means that another writer got on.
 */
const createAppend =
  (records: Records<PhoneRecord>): SimulatorPhones['append'] =>
  async ({ id, ...message }) => {
    const key = keyOf(message.phone, id)
    for (;;) {
      const known = await records.one({ _id: key })
      if (known) return toMessage(known)
      const last = await records.one({ phone: message.phone }, { seq: -1 })
      const seq = (last?.seq ?? 0) + 1
      try {
        await records.insert([{ _id: key, messageId: id, ...message, seq }])
        return { id, ...message, seq }
      } catch (error) {
        if (!isConflict(error)) throw error
      }
    }
  }

export const createSimulatorPhones = (records: Records<PhoneRecord>): SimulatorPhones => ({
  append: createAppend(records),
  setStatus: async (phone, id, status) => {
    await records.set(
      { _id: keyOf(phone, id), status: where({ $in: before[status] }) },
      { $set: { status } },
    )
  },
  setAccepted: async (phone, id) => {
    await records.set({ _id: keyOf(phone, id) }, { $set: { accepted: true } })
  },
  notAccepted: async (limit) =>
    (await records.many({ accepted: false }, { sort: { at: 1, seq: 1 }, limit })).map(toMessage),
  list: async (phone, after, limit) =>
    (await records.many({ phone, seq: where({ $gt: after }) }, { sort: { seq: 1 }, limit })).map(
      toMessage,
    ),
  phones: () => records.distinct('phone'),
})
