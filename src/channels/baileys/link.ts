import type { AuthenticationCreds, WASocket } from '@whiskeysockets/baileys'
import type { Log } from '../../lib/log.js'

const isLinked = (creds: AuthenticationCreds): boolean => creds.account !== undefined

/**
 * A pairing code writes the number into the credentials before the phone agrees. When that attempt ends, the next login
 * would be one of a device that does not exist, and be answered as logged out.
 */
export const forgetUnfinishedPairing = (creds: AuthenticationCreds): void => {
  if (isLinked(creds)) return
  delete creds.me
  creds.pairingCode = undefined
}

/** The code to type on the phone; null when WhatsApp would not give one, and the QR has to do. */
export const requestPairingCode = async (
  socket: WASocket,
  phone: string,
  log: Log,
): Promise<string | null> => {
  try {
    return await socket.requestPairingCode(phone.replace(/\D/g, ''))
  } catch {
    log.warn({}, 'no pairing code, only the QR')
    return null
  }
}
