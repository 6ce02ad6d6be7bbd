import { initAuthCreds } from '@whiskeysockets/baileys'
import type { AuthenticationCreds } from '@whiskeysockets/baileys'

export type PublicBundle = {
  registrationId: number
  identityKey: Uint8Array
  signedPreKey: { keyId: number; publicKey: Uint8Array; signature: Uint8Array }
}

/** One linked number as the server knows it. */
export type Account = {
  number: string
  lid: string
  jid: string
  lidJid: string
  bundle: PublicBundle | null
  preKeys: { keyId: number; publicKey: Uint8Array }[]
  /** The least the server says it holds: a client that hears 0 makes 812 keys, as after a real link. */
  preKeyFloor: number
}

const device = 7

export const createAccount = (number: string, lid: string): Account => ({
  number,
  lid,
  jid: `${number}:${device}@s.whatsapp.net`,
  lidJid: `${lid}:${device}@lid`,
  bundle: null,
  preKeys: [],
  preKeyFloor: 0,
})

/** Credentials as if this number had been linked long ago; the server learns their public half. */
export const createLinkedCredentials = (account: Account): AuthenticationCreds => {
  const creds: AuthenticationCreds = {
    ...initAuthCreds(),
    me: { id: account.jid, lid: account.lidJid, name: 'Test line' },
    account: {
      details: Buffer.from([8, 1]),
      accountSignatureKey: Buffer.alloc(32, 1),
      accountSignature: Buffer.alloc(64, 2),
      deviceSignature: Buffer.alloc(64, 3),
    },
    registered: true,
    // A number that has synced before does not wait twenty seconds for its history.
    accountSyncCounter: 1,
    platform: 'android',
  }
  account.preKeyFloor = 30
  account.bundle = {
    registrationId: creds.registrationId,
    identityKey: creds.signedIdentityKey.public,
    signedPreKey: {
      keyId: creds.signedPreKey.keyId,
      publicKey: creds.signedPreKey.keyPair.public,
      signature: creds.signedPreKey.signature,
    },
  }
  return creds
}
