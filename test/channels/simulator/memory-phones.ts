import type { SimulatorPhones } from '../../../src/channels/simulator/simulator-phones.js'
import type { SimulatedMessage } from '../../../src/domain/simulator.js'

/** Phones in memory with the rules of the stored ones. */
export const createMemoryPhones = (): SimulatorPhones => {
  const messages: SimulatedMessage[] = []
  const find = (phone: string, id: string): SimulatedMessage | undefined =>
    messages.find((message) => message.phone === phone && message.id === id)
  const ranks = { sent: 0, delivered: 1, read: 2 }

  return {
    append: (message) => {
      const known = find(message.phone, message.id)
      if (known) return Promise.resolve({ ...known })
      const seq = messages.filter((other) => other.phone === message.phone).length + 1
      const stored = { ...message, seq }
      messages.push(stored)
      return Promise.resolve({ ...stored })
    },
    setStatus: (phone, id, status) => {
      const message = find(phone, id)
      if (message && ranks[status] > ranks[message.status]) message.status = status
      return Promise.resolve()
    },
    setAccepted: (phone, id) => {
      const message = find(phone, id)
      if (message) message.accepted = true
      return Promise.resolve()
    },
    notAccepted: (limit) =>
      Promise.resolve(
        messages
          .filter((message) => !message.accepted)
          .slice(0, limit)
          .map((message) => ({ ...message })),
      ),
    list: (phone, after, limit) =>
      Promise.resolve(
        messages
          .filter((message) => message.phone === phone && message.seq > after)
          .slice(0, limit)
          .map((message) => ({ ...message })),
      ),
    phones: () => Promise.resolve([...new Set(messages.map((message) => message.phone))].sort()),
  }
}
