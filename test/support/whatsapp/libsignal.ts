import * as untyped from 'libsignal'
import { createDecryptWithSessions } from '../../../src/channels/baileys/libsignal-fix.js'

export type KeyPair = { pubKey: Buffer; privKey: Buffer }
export type SessionRecord = { haveOpenSession: () => boolean }

export type SignalStorage = {
  loadSession: (id: string) => Promise<SessionRecord | undefined>
  storeSession: (id: string, record: SessionRecord) => Promise<void>
  isTrustedIdentity: () => boolean
  loadPreKey: (id: number | string) => Promise<KeyPair | undefined>
  removePreKey: (id: number) => void
  loadSignedPreKey: () => KeyPair
  getOurRegistrationId: () => number
  getOurIdentity: () => KeyPair
}

type Address = { id: string; deviceId: number }

type RemoteBundle = {
  registrationId: number
  identityKey: Uint8Array
  signedPreKey: { keyId: number; publicKey: Uint8Array; signature: Uint8Array }
  preKey?: { keyId: number; publicKey: Uint8Array }
}

type Cipher = {
  encrypt: (data: Uint8Array) => Promise<{ type: number; body: Buffer }>
  decryptPreKeyWhisperMessage: (data: Uint8Array) => Promise<Buffer>
  decryptWhisperMessage: (data: Uint8Array) => Promise<Buffer>
}

/** The parts of libsignal its own types leave out. */
type Libsignal = {
  ProtocolAddress: new (id: string, deviceId: number) => Address
  SessionCipher: new (storage: SignalStorage, address: Address) => Cipher
  SessionBuilder: new (
    storage: SignalStorage,
    address: Address,
  ) => { initOutgoing: (bundle: RemoteBundle) => Promise<void> }
  curve: { generateKeyPair: () => KeyPair }
  keyhelper: {
    generateRegistrationId: () => number
    generateIdentityKeyPair: () => KeyPair
    generateSignedPreKey: (
      identity: KeyPair,
      keyId: number,
    ) => { keyId: number; keyPair: KeyPair; signature: Buffer }
  }
}

const libsignal = ((untyped as { default?: unknown }).default ?? untyped) as Libsignal

export const { ProtocolAddress, SessionBuilder, curve, keyhelper } = libsignal

/** A cipher as a real phone has it: without the fault of libsignal 6 that the product mends for itself. */
export const createPhoneCipher = (storage: SignalStorage, address: Address): Cipher => {
  const cipher = new libsignal.SessionCipher(storage, address)
  return Object.assign(cipher, {
    decryptWithSessions: createDecryptWithSessions({ now: () => new Date() }),
  })
}
