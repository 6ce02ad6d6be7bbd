import type { MessageAuthor, MessageContent } from './message.js'

/** What a simulated phone shows. `seq` is the phone's own order of arrival. */
export type SimulatedMessage = {
  /** Provider id; the same id twice is one message. */
  id: string
  phone: string
  seq: number
  author: MessageAuthor
  content: MessageContent
  at: Date
  status: 'sent' | 'delivered' | 'read'
  /** False until our inbox has stored what this phone sent; a phone tries again after a crash. */
  accepted: boolean
}
