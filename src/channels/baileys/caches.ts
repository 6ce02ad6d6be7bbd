import type { CacheStore, PossiblyExtendedCacheStore } from '@whiskeysockets/baileys'
import type { KeyedDocuments } from '../../lib/keyed-documents.js'
import type { Log } from '../../lib/log.js'
import { createBoundedMap } from './bounded-map.js'

const rememberedContacts = 50_000
const rememberedRetries = 5_000
const retriesType = 'retry-counter'

/**
 * Devices of contacts, kept across reconnects and without an age: Baileys drops an entry itself when WhatsApp announces a
 * change. Its own cache of five minutes fetches every contact's session anew each time, which is what breaks sessions.
 */
export const createDeviceCache = (): PossiblyExtendedCacheStore => {
  const devices = createBoundedMap<unknown>(rememberedContacts)
  return {
    get: <T>(key: string) => devices.get(key) as T | undefined,
    set: (key, value) => devices.set(key, value),
    del: (key) => devices.delete(key),
    flushAll: () => devices.clear(),
    mget: <T>(keys: string[]) =>
      Promise.resolve(
        Object.fromEntries(keys.map((key) => [key, devices.get(key) as T | undefined])),
      ),
    mset: (entries) => {
      for (const { key, value } of entries) devices.set(key, value)
    },
  }
}

/** How often a message was asked for again, surviving a restart: a lost count would let a phone ask forever. */
export const openRetryCounter = async (
  documents: KeyedDocuments,
  log: Log,
): Promise<CacheStore> => {
  const counts = createBoundedMap<unknown>(rememberedRetries)
  const stored = await documents.list(retriesType)
  for (const { id, value } of stored) counts.set(id, Number(value))
  const surplus = stored.slice(0, Math.max(0, stored.length - rememberedRetries))
  if (surplus.length > 0) {
    await documents.write(surplus.map(({ id }) => ({ type: retriesType, id, value: null })))
  }
  const store = (id: string, value: string | null) =>
    documents.write([{ type: retriesType, id, value }]).catch(() => {
      log.warn({}, 'could not store a retry counter')
    })
  return {
    get: <T>(key: string) => counts.get(key) as T | undefined,
    set: (key, value) => {
      counts.set(key, value)
      return store(key, String(value))
    },
    del: (key) => {
      counts.delete(key)
      return store(key, null)
    },
    flushAll: () => counts.clear(),
  }
}
