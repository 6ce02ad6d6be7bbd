import { createRequire } from 'node:module'
import { inspect } from 'node:util'
import * as untyped from 'libsignal'
import { DomainError } from '../../domain/errors.js'
import type { Clock } from '../../lib/clock.js'

/** What the fix needs of libsignal's untyped innards. */
type Session = {
  indexInfo: { used: number; closed: number }
  pendingPreKey?: unknown
  serialize: () => object
}
type SessionClass = { deserialize: (data: object) => Session }
type Cipher = { doDecryptWhisperMessage: (data: Buffer, session: Session) => Promise<Buffer> }
type Decrypted = { session: Session; plaintext: Buffer }
type Libsignal = {
  SessionCipher: {
    prototype: {
      decryptWithSessions: (this: Cipher, data: Buffer, sessions: Session[]) => Promise<Decrypted>
    }
  }
  SessionRecord: {
    createEntry: () => Session
    prototype: {
      closeSession: (session: Session) => void
      openSession: (session: Session) => void
    }
  }
  SessionError: new (message: string) => Error
  MessageCounterError: new (message: string) => Error
}

const libsignal = ((untyped as { default?: unknown }).default ?? untyped) as Libsignal
const { SessionCipher, SessionRecord, SessionError, MessageCounterError } = libsignal

const fixedVersion = '6.0.0'

const cloneOf = (session: Session): Session =>
  (session.constructor as unknown as SessionClass).deserialize(session.serialize())

const copyBack = (session: Session, attempt: Session) => {
  Object.assign(session, attempt)
  if (!attempt.pendingPreKey) delete session.pendingPreKey
}

/** A repeated message says so, so that Baileys does not ask the phone to send again what is stored already. */
const reasonOf = (errors: unknown[]): unknown =>
  errors.find((error) => error instanceof MessageCounterError) ??
  new SessionError(
    errors.length > 0 ? 'No matching sessions found for message' : 'No sessions available',
  )

/**
 * Tries each session on a copy and keeps only the copy that decrypted. The original steps the ratchet of every session
 * it tries and stores them all, so one late message on an old session breaks a good one ("Bad MAC" from then on).
 */
export const createDecryptWithSessions = (clock: Clock) =>
  async function decryptWithSessions(
    this: Cipher,
    data: Buffer,
    sessions: Session[],
  ): Promise<Decrypted> {
    const errors: unknown[] = []
    for (const session of sessions) {
      const attempt = cloneOf(session)
      try {
        const plaintext = await this.doDecryptWhisperMessage(data, attempt)
        copyBack(session, attempt)
        session.indexInfo.used = clock.now().getTime()
        return { session, plaintext }
      } catch (error) {
        errors.push(error)
      }
    }
    throw reasonOf(errors)
  }

/** libsignal prints whole sessions, root and private keys included, with console.info (security.md 37). */
const silenceKeys = (clock: Clock) => {
  SessionRecord.prototype.closeSession = (session) => {
    if (session.indexInfo.closed === -1) session.indexInfo.closed = clock.now().getTime()
  }
  SessionRecord.prototype.openSession = (session) => {
    session.indexInfo.closed = -1
  }
  const entry = Object.getPrototypeOf(SessionRecord.createEntry()) as object
  Object.defineProperty(entry, inspect.custom, { value: () => '[session]', configurable: true })
}

/** A changed libsignal may have another fault, or none: somebody has to look before it runs. Throws a DomainError. */
export const assertFixedVersion = (version: string): void => {
  if (version === fixedVersion) return
  throw new DomainError(
    'invalid',
    `libsignal ${version} is installed, but the session fix was written for ${fixedVersion}. Install libsignal ${fixedVersion}.`,
  )
}

/** Replaces libsignal's faulty function in this process. Throws a DomainError when libsignal is another version. */
export const fixLibsignal = (clock: Clock): void => {
  const manifest = createRequire(import.meta.url)('libsignal/package.json') as { version: string }
  assertFixedVersion(manifest.version)
  SessionCipher.prototype.decryptWithSessions = createDecryptWithSessions(clock)
  silenceKeys(clock)
}
