import { createHmac, randomBytes } from 'node:crypto'
import {
  aesDecryptCTR,
  aesDecryptGCM,
  aesEncryptCTR,
  Curve,
  derivePairingCodeKey,
  getBinaryNodeChild,
  hkdf,
  proto,
  S_WHATSAPP_NET,
} from '@whiskeysockets/baileys'
import type { BinaryNode } from '@whiskeysockets/baileys'
import type { Account } from './account.js'

type Client = { send: (node: BinaryNode) => void }

export type DeviceLinking = {
  /** A client without credentials: it gets the references for its QR. */
  begin: (client: Client, request: proto.ClientPayload.IDevicePairingRegistrationData) => void
  /** The owner scans what the client shows. */
  scan: (qr: string) => void
  /** The owner types the code that the client shows. */
  typeCode: (code: string) => Promise<void>
  /** Whether a query announces the client's pairing code. */
  isHello: (query: BinaryNode) => boolean
  /** Looks at a query of the client; true when it belonged to linking. */
  take: (query: BinaryNode) => boolean
}

const bytesIn = (node: BinaryNode | undefined, tag: string): Buffer =>
  Buffer.from((getBinaryNodeChild(node, tag)?.content ?? []) as Uint8Array)

const stageOf = (query: BinaryNode) =>
  getBinaryNodeChild(query, 'link_code_companion_reg')?.attrs.stage

/** The owner's phone and the server while a device is being linked, by QR or by code. */
export const createDeviceLinking = (
  account: Account,
  onLinked: (client: Client) => void,
): DeviceLinking => {
  const owner = Curve.generateKeyPair()
  const ownerEphemeral = Curve.generateKeyPair()
  let client: Client | null = null
  let companionIdentity: Buffer = Buffer.alloc(0)
  let wrappedCompanionKey: Buffer = Buffer.alloc(0)
  let companionEphemeral: Buffer = Buffer.alloc(0)

  const pairSuccess = (advSecret: Uint8Array) => {
    const details = proto.ADVDeviceIdentity.encode(
      proto.ADVDeviceIdentity.create({ rawId: 1, timestamp: 1, keyIndex: 1 }),
    ).finish()
    const signed = Buffer.concat([Buffer.from([6, 0]), details, companionIdentity])
    const identity = proto.ADVSignedDeviceIdentity.encode(
      proto.ADVSignedDeviceIdentity.create({
        details,
        accountSignatureKey: owner.public,
        accountSignature: Curve.sign(owner.private, signed),
      }),
    ).finish()
    const sealed = proto.ADVSignedDeviceIdentityHMAC.encode(
      proto.ADVSignedDeviceIdentityHMAC.create({
        details: identity,
        hmac: createHmac('sha256', advSecret).update(identity).digest(),
      }),
    ).finish()
    const content: BinaryNode[] = [
      { tag: 'device-identity', attrs: {}, content: sealed },
      { tag: 'device', attrs: { jid: account.jid, lid: account.lidJid } },
      { tag: 'platform', attrs: { name: 'android' } },
    ]
    client?.send({
      tag: 'iq',
      attrs: { id: 'pair-success', type: 'set', from: S_WHATSAPP_NET },
      content: [{ tag: 'pair-success', attrs: {}, content }],
    })
  }

  const finishWithCode = (registration: BinaryNode | undefined) => {
    const bundle = bytesIn(registration, 'link_code_pairing_wrapped_key_bundle')
    const shared = Curve.sharedKey(ownerEphemeral.private, companionEphemeral)
    const key = hkdf(shared, 32, {
      salt: bundle.subarray(0, 32),
      info: 'link_code_pairing_key_bundle_encryption_key',
    })
    const iv = bundle.subarray(32, 44)
    const opened = aesDecryptGCM(bundle.subarray(44), Buffer.from(key), iv, Buffer.alloc(0))
    const identityShared = Curve.sharedKey(owner.private, opened.subarray(0, 32))
    const secret = Buffer.concat([shared, identityShared, opened.subarray(64, 96)])
    pairSuccess(hkdf(secret, 32, { info: 'adv_secret' }))
  }

  return {
    begin: (newClient, request) => {
      client = newClient
      companionIdentity = Buffer.from(request.eIdent ?? [])
      account.preKeys = []
      account.preKeyFloor = 0
      account.bundle = {
        registrationId: Buffer.from(request.eRegid ?? []).readUInt32BE(),
        identityKey: companionIdentity,
        signedPreKey: {
          keyId: Buffer.from(request.eSkeyId ?? []).readUIntBE(0, 3),
          publicKey: Buffer.from(request.eSkeyVal ?? []),
          signature: Buffer.from(request.eSkeySig ?? []),
        },
      }
      const references: BinaryNode[] = [1, 2, 3].map((index) => ({
        tag: 'ref',
        attrs: {},
        content: Buffer.from(`reference-${index}`),
      }))
      client.send({
        tag: 'iq',
        attrs: { id: 'pair-device', type: 'set', from: S_WHATSAPP_NET, xmlns: 'md' },
        content: [{ tag: 'pair-device', attrs: {}, content: references }],
      })
    },
    scan: (qr) => pairSuccess(Buffer.from(qr.split(',')[3] ?? '', 'base64')),
    typeCode: async (code) => {
      const salt = wrappedCompanionKey.subarray(0, 32)
      const iv = wrappedCompanionKey.subarray(32, 48)
      const key = await derivePairingCodeKey(code, salt)
      companionEphemeral = aesDecryptCTR(wrappedCompanionKey.subarray(48, 80), key, iv)
      const [ownSalt, ownIv] = [randomBytes(32), randomBytes(16)]
      const ownKey = await derivePairingCodeKey(code, ownSalt)
      const wrapped = aesEncryptCTR(ownerEphemeral.public, ownKey, ownIv)
      client?.send({
        tag: 'notification',
        attrs: { id: 'link-code', from: S_WHATSAPP_NET, type: 'link_code_companion_reg', t: '1' },
        content: [
          {
            tag: 'link_code_companion_reg',
            attrs: { stage: 'primary_hello' },
            content: [
              { tag: 'link_code_pairing_ref', attrs: {}, content: Buffer.from('reference') },
              { tag: 'primary_identity_pub', attrs: {}, content: Buffer.from(owner.public) },
              {
                tag: 'link_code_pairing_wrapped_primary_ephemeral_pub',
                attrs: {},
                content: Buffer.concat([ownSalt, ownIv, wrapped]),
              },
            ],
          },
        ],
      })
    },
    isHello: (query) => stageOf(query) === 'companion_hello',
    take: (query) => {
      if (query.attrs.type === 'result' && query.attrs.id === 'pair-success' && client) {
        onLinked(client)
        return true
      }
      const registration = getBinaryNodeChild(query, 'link_code_companion_reg')
      const stage = stageOf(query)
      if (stage === 'companion_hello') {
        const tag = 'link_code_pairing_wrapped_companion_ephemeral_pub'
        wrappedCompanionKey = bytesIn(registration, tag)
      }
      if (stage === 'companion_finish') finishWithCode(registration)
      return false
    },
  }
}
