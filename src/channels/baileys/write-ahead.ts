import { createHash } from 'node:crypto'
import { DEFAULT_CONNECTION_CONFIG } from '@whiskeysockets/baileys'
import type {
  AuthenticationCreds,
  BinaryNode,
  SignalDataSet,
  SignalKeyStoreWithTransaction,
  SocketConfig,
  WASocket,
} from '@whiskeysockets/baileys'
import type { Clock } from '../../lib/clock.js'
import type { KeyedDocuments } from '../../lib/keyed-documents.js'
import type { Identity } from './address-book.js'
import type { Change } from './group-writes.js'

/** A decrypted stanza as it is kept until a handler has taken it over. */
export type Arrival = {
  id: string
  /** Order of arrival. */
  sequence: number
  attrs: Record<string, string>
  /** Base64 of the padded protobuf. */
  plaintext: string
  identity: Identity
}

export type WriteAhead = {
  /** For Baileys' `makeSignalRepository`. */
  makeSignalRepository: SocketConfig['makeSignalRepository']
  /** Must see each socket before it reads: ties a ciphertext to its stanza. */
  attach: (socket: WASocket) => void
  /** What an earlier run left behind, oldest first. */
  load: () => Promise<Arrival[]>
  remove: (arrival: Arrival) => Promise<void>
}

const arrivalType = 'write-ahead'

type Repository = ReturnType<SocketConfig['makeSignalRepository']>
type DecryptOptions = Parameters<Repository['decryptMessage']>[0]

const hashOf = (ciphertext: Uint8Array): string =>
  createHash('sha256').update(ciphertext).digest('base64url')

/**
 * Keeps every decrypted message before WhatsApp hears that it was delivered. Baileys sends the receipt before it emits the
 * message, and a ratchet decrypts once: without this a crash in between loses the message for good (channels.md 1-3).
 * The message and the ratchet step are one write, so either both are kept or the phone's message can be read again.
 */
export const createWriteAhead = (deps: {
  documents: Pick<KeyedDocuments, 'list'>
  write: (changes: readonly Change[]) => Promise<void>
  clock: Clock
  identify: (attrs: Record<string, string>) => Promise<Identity>
  /** Told once per message, in the order of arrival, after it is durable. */
  onArrival: (arrival: Arrival) => void
}): WriteAhead => {
  const { documents, write, clock, identify, onArrival } = deps
  const stanzas = new WeakMap<Uint8Array, BinaryNode>()
  /** Only one process holds the account, so what is kept is known without asking the store. */
  const kept = new Map<string, Arrival>()
  let sequence = 0

  const nextSequence = () => {
    sequence = Math.max(sequence + 1, clock.now().getTime() * 1000)
    return sequence
  }

  const remember = (stanza: BinaryNode) => {
    if (!Array.isArray(stanza.content)) return
    for (const { tag, content } of stanza.content) {
      if (tag === 'enc' && content instanceof Uint8Array) stanzas.set(content, stanza)
    }
  }

  const keep = async (
    { keys, lock }: { keys: SignalKeyStoreWithTransaction; lock: () => string },
    repository: Repository,
    options: DecryptOptions,
  ): Promise<Buffer> => {
    const id = hashOf(options.ciphertext)
    const known = kept.get(id)
    if (known) return Buffer.from(known.plaintext, 'base64')
    const attrs = stanzas.get(options.ciphertext)?.attrs ?? {}
    const identity = await identify(attrs)
    const arrival = await keys.transaction(async () => {
      const bytes = Buffer.from(await repository.decryptMessage(options))
      const plaintext = bytes.toString('base64')
      const decrypted: Arrival = { id, sequence: nextSequence(), attrs, plaintext, identity }
      await keys.set({ [arrivalType]: { [id]: decrypted } } as SignalDataSet)
      return decrypted
    }, lock())
    kept.set(id, arrival)
    onArrival(arrival)
    return Buffer.from(arrival.plaintext, 'base64')
  }

  return {
    makeSignalRepository: (auth, logger, pnToLid) => {
      const repository = DEFAULT_CONNECTION_CONFIG.makeSignalRepository(auth, logger, pnToLid)
      const keys = auth.keys as SignalKeyStoreWithTransaction
      // Baileys sends under the lock of its own JID and decrypts under the sender's: an answer that comes before the session of
      // the message it answers is stored would undo that session, or be undone by it, and the next message is unreadable.
      const { creds } = auth as { creds: Partial<AuthenticationCreds> }
      const lock = () => creds.me?.id ?? ''
      return {
        ...repository,
        decryptMessage: (options) => keep({ keys, lock }, repository, options),
      }
    },
    attach: (socket) => {
      socket.ws.prependListener('CB:message', remember)
    },
    load: async () => {
      const stored = await documents.list(arrivalType)
      const arrivals = stored.map(({ value }) => JSON.parse(value) as Arrival)
      kept.clear()
      for (const arrival of arrivals) kept.set(arrival.id, arrival)
      return arrivals.sort((a, b) => a.sequence - b.sequence)
    },
    remove: async ({ id }) => {
      await write([{ type: arrivalType, id, value: null }])
      kept.delete(id)
    },
  }
}
