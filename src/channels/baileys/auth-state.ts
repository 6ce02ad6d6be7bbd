import { BufferJSON, initAuthCreds, proto } from '@whiskeysockets/baileys'
import type {
  AuthenticationCreds,
  SignalDataSet,
  SignalDataTypeMap,
  SignalKeyStore,
} from '@whiskeysockets/baileys'
import { DomainError } from '../../domain/errors.js'
import type { Clock } from '../../lib/clock.js'
import type { KeyedDocuments } from '../../lib/keyed-documents.js'
import { createBoundedMap } from './bounded-map.js'
import type { Change } from './group-writes.js'

export type AuthState = {
  creds: AuthenticationCreds
  keys: SignalKeyStore
  /** Stores the credentials as they are now. */
  saveCredentials: () => Promise<void>
}

const credentialsType = 'credentials'
const archiveType = 'archived-credentials'
const credentialsId = 'current'
const cachedKeys = 20_000

const keyTypes = [
  'pre-key',
  'session',
  'sender-key',
  'sender-key-memory',
  'app-state-sync-key',
  'app-state-sync-version',
  'lid-mapping',
  'device-list',
  'tctoken',
  'identity-key',
] as const

/** Anything else kept here is read at most once. */
const cacheable: ReadonlySet<string> = new Set(keyTypes)

const serialize = (value: unknown): string => JSON.stringify(value, BufferJSON.replacer)

const revive = (type: string, text: string): unknown => {
  const value: unknown = JSON.parse(text, BufferJSON.reviver)
  return type === 'app-state-sync-key'
    ? proto.Message.AppStateSyncKeyData.fromObject(value as object)
    : value
}

const parseCredentials = (text: string): AuthenticationCreds => {
  const creds = JSON.parse(text, BufferJSON.reviver) as Partial<AuthenticationCreds> | null
  const whole = creds?.noiseKey?.private && creds.signedIdentityKey?.private && creds.signedPreKey
  if (!whole) throw new Error('keys are missing')
  return creds as AuthenticationCreds
}

const readCredentials = (text: string): AuthenticationCreds => {
  try {
    return parseCredentials(text)
  } catch (cause) {
    // Starting anew here would silently become another device and orphan the linked one.
    throw new DomainError(
      'unavailable',
      'The stored WhatsApp credentials cannot be read. Restore them from a backup, or unlink the number and link it again.',
      { cause: cause instanceof Error ? cause.name : 'unknown' },
    )
  }
}

/** The text of a credentials file: the credentials themselves or `{ creds }`. Throws a DomainError. */
export const credentialsFromFile = (text: string): AuthenticationCreds => {
  try {
    const content = JSON.parse(text) as { creds?: unknown }
    return parseCredentials(JSON.stringify(content.creds ?? content))
  } catch {
    throw new DomainError('invalid', 'The WhatsApp credentials file does not hold credentials.')
  }
}

const wasArchived = async (
  documents: KeyedDocuments,
  { noiseKey }: AuthenticationCreds,
): Promise<boolean> => {
  const key = Buffer.from(noiseKey.public)
  const archived = await documents.list(archiveType)
  return archived.some(({ value }) => key.equals(parseCredentials(value).noiseKey.public))
}

const firstCredentials = async (
  documents: KeyedDocuments,
  seed: string | null,
): Promise<AuthenticationCreds> => {
  const given = seed === null ? null : credentialsFromFile(seed)
  // A file of credentials that WhatsApp has thrown out would be thrown out again, and nobody would ever see a QR.
  if (given && !(await wasArchived(documents, given))) return given
  const sessions = await documents.list('session')
  if (sessions.length === 0) return initAuthCreds()
  throw new DomainError(
    'unavailable',
    'WhatsApp sessions are stored, but the credentials they belong to are gone. Restore them from a backup.',
  )
}

const openKeys = (
  documents: KeyedDocuments,
  write: (changes: readonly Change[]) => Promise<void>,
): SignalKeyStore => {
  // Serialized, so that nobody can change a cached value in place.
  const cache = createBoundedMap<string>(cachedKeys)
  let writes = 0
  let writing = 0
  /** What the store answers may be older than what was written meanwhile: then it is given out once and not remembered. */
  const load = async (type: string, ids: readonly string[]): Promise<Map<string, string>> => {
    const missing = ids.filter((id) => !cache.has(`${type}\0${id}`))
    if (missing.length === 0) return new Map()
    const before = writes
    const found = await documents.read(type, missing)
    if (writes === before && writing === 0) {
      for (const [id, text] of found) cache.set(`${type}\0${id}`, text)
    }
    return found
  }
  const store = async (changes: readonly Change[]): Promise<void> => {
    writes += 1
    writing += 1
    try {
      await write(changes)
    } finally {
      writing -= 1
    }
  }
  const changesOf = (data: SignalDataSet): Change[] =>
    Object.entries(data).flatMap(([type, entries]) =>
      Object.entries(entries).map(([id, value]) => ({
        type,
        id,
        value: value === null || value === undefined ? null : serialize(value),
      })),
    )
  return {
    get: async <T extends keyof SignalDataTypeMap>(type: T, ids: string[]) => {
      const loaded = await load(type, ids)
      const found = ids.flatMap((id) => {
        const text = cache.get(`${type}\0${id}`) ?? loaded.get(id)
        return text === undefined ? [] : [[id, revive(type, text) as SignalDataTypeMap[T]] as const]
      })
      return Object.fromEntries(found)
    },
    set: async (data) => {
      const changes = changesOf(data)
      if (changes.length === 0) return
      // The cache follows the store: a value that was never stored must not be found here (channels.md b9).
      for (const { type, id } of changes) cache.delete(`${type}\0${id}`)
      await store(changes)
      for (const { type, id, value } of changes) {
        if (value !== null && cacheable.has(type)) cache.set(`${type}\0${id}`, value)
      }
    },
  }
}

const storedCredentials = async (documents: KeyedDocuments) => {
  const stored = (await documents.read(credentialsType, [credentialsId])).get(credentialsId)
  return stored === undefined ? null : readCredentials(stored)
}

/** Throws a DomainError when stored credentials cannot be read: better no start than a start as another device. */
export const assertCredentialsReadable = async (documents: KeyedDocuments): Promise<void> => {
  await storedCredentials(documents)
}

/**
 * Opens the account's credentials and keys. Without stored credentials it takes `seed` (the text of a credentials file) or
 * makes a new device. Throws a DomainError when what is stored cannot be read.
 */
export const openAuthState = async (deps: {
  documents: KeyedDocuments
  write: (changes: readonly Change[]) => Promise<void>
  seed: string | null
}): Promise<AuthState> => {
  const { documents, write, seed } = deps
  const stored = await storedCredentials(documents)
  const creds = stored ?? (await firstCredentials(documents, seed))
  const saveCredentials = () =>
    write([{ type: credentialsType, id: credentialsId, value: serialize(creds) }])
  if (!stored) await saveCredentials()
  return { creds, keys: openKeys(documents, write), saveCredentials }
}

/** Puts the credentials of a logged-out device aside and clears its keys, so that the next start asks for a new link. */
export const archiveCredentials = async (
  documents: KeyedDocuments,
  clock: Clock,
): Promise<void> => {
  const value = (await documents.read(credentialsType, [credentialsId])).get(credentialsId)
  if (value === undefined) return
  const lists = await Promise.all(
    keyTypes.map(async (type) => (await documents.list(type)).map(({ id }) => ({ type, id }))),
  )
  await documents.write([
    { type: archiveType, id: clock.now().toISOString(), value },
    { type: credentialsType, id: credentialsId, value: null },
    ...lists.flat().map((key) => ({ ...key, value: null })),
  ])
}
