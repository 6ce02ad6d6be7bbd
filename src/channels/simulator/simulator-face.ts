import { DomainError } from '../../domain/errors.js'
import type { MediaKind, MessageContent } from '../../domain/message.js'
import { parsePhone } from '../../domain/phone.js'
import type { SimulatedMessage } from '../../domain/simulator.js'
import type { Clock } from '../../lib/clock.js'
import type { NewId } from '../../lib/ids.js'
import type { SaveMedia } from '../channel.js'
import { createFileContent } from './file-content.js'
import type { File } from './file-content.js'
import type { SimulatorPhones } from './simulator-phones.js'
import type { StoreAndForward } from './store-and-forward.js'
import type { WakeUps } from './wake-ups.js'

type Posted = { text: string } | { media: File }

/** The customers' side of the simulator: what the page and scripts do. Phones as people write them or in E.164. */
export type SimulatorFace = {
  /** The same id twice is one message. Throws `invalid` for what is no phone number. */
  post: (from: string, content: Posted, id?: string) => Promise<{ id: string }>
  call: (from: string, options?: { video?: boolean }) => Promise<{ id: string }>
  /**
   * Messages with a seq above `after`, ascending, at most 500; waits up to `waitMs` for the first. Who lists a chat has
   * read it. `typing`: our side is writing.
   */
  list: (
    phone: string,
    after: number,
    waitMs?: number,
    signal?: AbortSignal,
  ) => Promise<{ messages: SimulatedMessage[]; typing: boolean }>
  phones: () => Promise<string[]>
  markRead: (phone: string) => Promise<void>
  /** The customer begins, goes on or ceases to write. Throws `invalid` for what is no phone number. */
  types: (from: string, typing: boolean) => Promise<void>
  /** Our side is writing to this phone (E.164). */
  typing: (phone: string) => boolean
}

type Dependencies = {
  phones: SimulatorPhones
  forwarding: StoreAndForward
  wakeUps: WakeUps
  saveMedia: SaveMedia
  clock: Clock
  newId: NewId
  isTyping: (phone: string) => boolean
  /** Reports to our side that the customer has read a message. */
  hasRead: (message: SimulatedMessage) => Promise<void>
  /** Tells our side that the customer writes. */
  hasTyped: (phone: string, typing: boolean) => Promise<void>
}

const maximum = 500

const canonical = (written: string): string => {
  const phone = parsePhone(written)
  if (phone === null) throw new DomainError('invalid', 'That is not a phone number.')
  return phone
}

const kindOf = (mimeType: string): MediaKind => {
  const [family] = mimeType.split('/')
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'document'
}

export const createSimulatorFace = (dependencies: Dependencies): SimulatorFace => {
  const { phones, forwarding, wakeUps, clock, newId, isTyping, hasRead, hasTyped } = dependencies
  const fileContent = createFileContent(dependencies.saveMedia)
  const toContent = async (posted: Posted): Promise<MessageContent> =>
    'text' in posted
      ? { kind: 'text', text: posted.text }
      : fileContent(kindOf(posted.media.mimeType), posted.media)

  const write = async (
    phone: string,
    id: string,
    content: MessageContent,
  ): Promise<{ id: string }> => {
    await phones.append({
      id,
      phone,
      author: 'contact',
      content,
      at: clock.now(),
      status: 'sent',
      accepted: false,
    })
    wakeUps.wake(phone)
    await forwarding.forward(phone)
    return { id }
  }

  const read = async (phone: string, after: number): Promise<SimulatedMessage[]> => {
    const messages = await phones.list(phone, after, maximum)
    for (const message of messages) {
      if (message.author === 'contact' || message.status === 'read') continue
      await phones.setStatus(phone, message.id, 'read')
      await hasRead(message)
      message.status = 'read'
    }
    return messages
  }

  return {
    post: async (from, posted, id = newId()) => write(canonical(from), id, await toContent(posted)),
    call: async (from, { video = false } = {}) =>
      write(canonical(from), newId(), { kind: 'call', video }),
    list: async (written, after, waitMs = 0, signal) => {
      const phone = canonical(written)
      const change = wakeUps.arm(phone)
      try {
        let messages = await read(phone, after)
        if (messages.length === 0 && waitMs > 0) {
          await change.wait(waitMs, signal)
          messages = await read(phone, after)
        }
        return { messages, typing: isTyping(phone) }
      } finally {
        change.disarm()
      }
    },
    phones: () => phones.phones(),
    typing: isTyping,
    types: async (from, typing) => hasTyped(canonical(from), typing),
    markRead: async (written) => {
      const phone = canonical(written)
      let after = 0
      for (;;) {
        const last = (await read(phone, after)).at(-1)
        if (!last) return
        after = last.seq
      }
    },
  }
}
