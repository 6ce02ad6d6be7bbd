import {
  encodeWAMessage,
  generateSignalPubKey,
  proto,
  unpadRandomMax16,
} from '@whiskeysockets/baileys'
import type { PublicBundle } from './account.js'
import {
  createPhoneCipher,
  curve,
  keyhelper,
  ProtocolAddress,
  SessionBuilder,
} from './libsignal.js'
import type { KeyPair, SessionRecord } from './libsignal.js'

export type SealedMessage = { type: 'msg' | 'pkmsg'; ciphertext: Uint8Array }

type OneTimeKey = { keyId: number; publicKey: Uint8Array }

/** What a key query hands out about a device. */
export type DeviceBundle = {
  registrationId: number
  identityKey: Buffer
  signedPreKey: { keyId: number; publicKey: Buffer; signature: Buffer }
  preKey: { keyId: number; publicKey: Buffer }
}

export type SignalDevice = {
  registrationId: number
  bundle: () => DeviceBundle
  hasSession: () => boolean
  startSession: (bundle: PublicBundle, preKey: OneTimeKey | undefined) => Promise<void>
  forgetSession: () => void
  seal: (message: proto.IMessage) => Promise<SealedMessage>
  open: (sealed: SealedMessage) => Promise<proto.IMessage>
}

const createCommonKeys = () => {
  const identity = keyhelper.generateIdentityKeyPair()
  return { identity, signed: keyhelper.generateSignedPreKey(identity, 1) }
}

/** One identity for all phones: signing takes libsignal a tenth of a second, and nobody compares them. */
let commonKeys: ReturnType<typeof createCommonKeys> | undefined

/** libsignal queues work by address, process-wide: each device calls the other end differently. */
let devices = 0

/** A phone's own Signal state, in memory, with one correspondent: the linked number under test. */
export const createSignalDevice = (): SignalDevice => {
  const bot = new ProtocolAddress(`peer-of-${++devices}`, 0)
  const registrationId = keyhelper.generateRegistrationId()
  const { identity, signed } = (commonKeys ??= createCommonKeys())
  const preKeys = new Map<number, KeyPair>()
  let nextPreKey = 1
  let session: SessionRecord | undefined

  const storage = {
    loadSession: () => Promise.resolve(session),
    storeSession: (_id: string, record: SessionRecord) => {
      session = record
      return Promise.resolve()
    },
    isTrustedIdentity: () => true,
    loadPreKey: (id: number | string) => Promise.resolve(preKeys.get(Number(id))),
    removePreKey: (id: number) => {
      preKeys.delete(id)
    },
    loadSignedPreKey: () => signed.keyPair,
    getOurRegistrationId: () => registrationId,
    getOurIdentity: () => identity,
  }
  const cipher = createPhoneCipher(storage, bot)

  const takePreKey = () => {
    const keyId = nextPreKey++
    const pair = curve.generateKeyPair()
    preKeys.set(keyId, pair)
    return { keyId, publicKey: pair.pubKey }
  }

  return {
    registrationId,
    bundle: () => ({
      registrationId,
      identityKey: identity.pubKey,
      signedPreKey: { keyId: 1, publicKey: signed.keyPair.pubKey, signature: signed.signature },
      preKey: takePreKey(),
    }),
    hasSession: () => session?.haveOpenSession() ?? false,
    startSession: async (bundle, preKey) => {
      await new SessionBuilder(storage, bot).initOutgoing({
        registrationId: bundle.registrationId,
        identityKey: generateSignalPubKey(bundle.identityKey),
        signedPreKey: {
          ...bundle.signedPreKey,
          publicKey: generateSignalPubKey(bundle.signedPreKey.publicKey),
        },
        ...(preKey && {
          preKey: { keyId: preKey.keyId, publicKey: generateSignalPubKey(preKey.publicKey) },
        }),
      })
    },
    forgetSession: () => {
      session = undefined
    },
    seal: async (message) => {
      const { type, body } = await cipher.encrypt(encodeWAMessage(message))
      return { type: type === 3 ? 'pkmsg' : 'msg', ciphertext: body }
    },
    open: async ({ type, ciphertext }) => {
      const data = Buffer.from(ciphertext)
      const padded =
        type === 'pkmsg'
          ? await cipher.decryptPreKeyWhisperMessage(data)
          : await cipher.decryptWhisperMessage(data)
      return proto.Message.decode(unpadRandomMax16(padded))
    },
  }
}
