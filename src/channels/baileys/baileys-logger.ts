import type { SocketConfig } from '@whiskeysockets/baileys'
import type { Log } from '../../lib/log.js'

type BaileysLogger = SocketConfig['logger']

/** Longer runs of digits are phones or LIDs. */
const withoutNumbers = (text: string): string => text.replace(/\d{6,}/g, '…')

const messageOf = (fields: unknown, message?: string): string =>
  withoutNumbers(message ?? (typeof fields === 'string' ? fields : 'no text'))

/** Baileys logs whole stanzas, keys and phones: only the fixed words of its warnings get through (security.md 38). */
export const createBaileysLogger = (log: Log): BaileysLogger => {
  const logger: BaileysLogger = {
    level: 'warn',
    child: () => logger,
    trace: () => undefined,
    debug: () => undefined,
    info: () => undefined,
    warn: (fields, message) => log.debug({ source: 'baileys' }, messageOf(fields, message)),
    error: (fields, message) => log.warn({ source: 'baileys' }, messageOf(fields, message)),
  }
  return logger
}
