import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import {
  aesDecryptGCM,
  aesEncryptGCM,
  Curve,
  decodeBinaryNode,
  encodeBinaryNode,
  hkdf,
  proto,
  sha256,
} from '@whiskeysockets/baileys'
import type { BinaryNode } from '@whiskeysockets/baileys'

const noiseMode = Buffer.from('Noise_XX_25519_AESGCM_SHA256\0\0\0\0')
const intro = Buffer.from([87, 65, 6, 3])

/** The public certificate chain that clients verify; crabline ships it, but does not export it. */
const readCertificateChain = (): Buffer => {
  const folders = createRequire(import.meta.url).resolve.paths('@openclaw/crabline') ?? []
  const inside = '@openclaw/crabline/dist/src/servers/whatsapp-baileys-websocket.js'
  const file = folders.map((folder) => join(folder, inside)).find((path) => existsSync(path))
  if (!file) throw new Error('crabline is not installed')
  const match = /NOISE_CERT_CHAIN = Buffer\.from\("([^"]+)"/.exec(readFileSync(file, 'utf8'))
  if (!match?.[1]) throw new Error('crabline no longer carries the certificate chain')
  return Buffer.from(match[1], 'base64')
}

const certificateChain = readCertificateChain()
const staticKeys = Curve.generateKeyPair()

const counterIv = (counter: number) => {
  const iv = Buffer.alloc(12)
  iv.writeUInt32BE(counter, 8)
  return iv
}

/** The symmetric state of the handshake, the server's half. */
const createHandshake = () => {
  let hash: Buffer = noiseMode
  let salt: Buffer = noiseMode
  let key: Buffer = noiseMode
  let counter = 0

  const authenticate = (data: Uint8Array) => {
    hash = sha256(Buffer.concat([hash, data]))
  }
  const derive = (input: Uint8Array): [Buffer, Buffer] => {
    const bytes = Buffer.from(hkdf(Buffer.from(input), 64, { salt, info: '' }))
    return [bytes.subarray(0, 32), bytes.subarray(32)]
  }
  return {
    authenticate,
    mix: (input: Uint8Array) => {
      const [nextSalt, nextKey] = derive(input)
      salt = nextSalt
      key = nextKey
      counter = 0
    },
    encrypt: (plaintext: Uint8Array) => {
      const sealed = aesEncryptGCM(plaintext, key, counterIv(counter++), hash)
      authenticate(sealed)
      return sealed
    },
    decrypt: (sealed: Uint8Array) => {
      const plaintext = aesDecryptGCM(sealed, key, counterIv(counter++), hash)
      authenticate(sealed)
      return plaintext
    },
    finish: () => derive(new Uint8Array(0)),
  }
}

export type LoginRequest = { payload: proto.ClientPayload; noiseKey: Uint8Array }

export type NoiseTransport = {
  /** Feeds bytes from the wire; answers are given to `send`, nodes to `onNode`. */
  receive: (data: Buffer) => Promise<void>
  /** A frame ready for the wire. */
  seal: (node: BinaryNode) => Buffer
}

/** The server's end of WhatsApp's Noise XX handshake and transport, over Baileys' own node codec. */
export const createNoiseTransport = (wire: {
  send: (frame: Buffer) => void
  onLogin: (login: LoginRequest) => void
  onNode: (node: BinaryNode) => void
}): NoiseTransport => {
  const handshake = createHandshake()
  const ephemeral = Curve.generateKeyPair()
  let pending: Buffer = Buffer.alloc(0)
  let introSeen = false
  let keys: { read: Buffer; write: Buffer } | null = null
  let reads = 0
  let writes = 0

  const frame = (data: Uint8Array) => {
    const head = Buffer.alloc(3)
    head.writeUIntBE(data.byteLength, 0, 3)
    return Buffer.concat([head, data])
  }

  const answerHello = (clientEphemeral: Uint8Array) => {
    handshake.authenticate(intro)
    handshake.authenticate(clientEphemeral)
    handshake.authenticate(ephemeral.public)
    handshake.mix(Curve.sharedKey(ephemeral.private, clientEphemeral))
    const sealedStatic = handshake.encrypt(staticKeys.public)
    handshake.mix(Curve.sharedKey(staticKeys.private, clientEphemeral))
    const payload = handshake.encrypt(certificateChain)
    const hello = { ephemeral: ephemeral.public, static: sealedStatic, payload }
    wire.send(
      frame(
        proto.HandshakeMessage.encode(
          proto.HandshakeMessage.create({ serverHello: hello }),
        ).finish(),
      ),
    )
  }

  const finish = (sealedKey: Uint8Array, sealedPayload: Uint8Array) => {
    const noiseKey = handshake.decrypt(sealedKey)
    handshake.mix(Curve.sharedKey(ephemeral.private, noiseKey))
    const payload = proto.ClientPayload.decode(handshake.decrypt(sealedPayload))
    const [read, write] = handshake.finish()
    keys = { read, write }
    wire.onLogin({ payload, noiseKey })
  }

  const handleFrame = async (data: Buffer) => {
    if (keys) {
      const opened = aesDecryptGCM(data, keys.read, counterIv(reads++), Buffer.alloc(0))
      wire.onNode(await decodeBinaryNode(opened))
      return
    }
    const { clientHello, clientFinish } = proto.HandshakeMessage.decode(data)
    if (clientHello?.ephemeral) answerHello(clientHello.ephemeral)
    if (clientFinish?.static && clientFinish.payload) {
      finish(clientFinish.static, clientFinish.payload)
    }
  }

  const skipIntro = () => {
    if (introSeen || pending.length < 4) return
    // A client that knows its route puts `ED` and the route before the header.
    const at = pending.indexOf(intro)
    pending = pending.subarray(at + intro.length)
    introSeen = true
  }

  const drain = async () => {
    skipIntro()
    while (introSeen && pending.length >= 3) {
      const size = pending.readUIntBE(0, 3)
      if (pending.length < size + 3) return
      const data = pending.subarray(3, size + 3)
      pending = pending.subarray(size + 3)
      await handleFrame(data)
    }
  }

  let queue = Promise.resolve()
  return {
    receive: (data) => {
      queue = queue.then(async () => {
        pending = Buffer.concat([pending, data])
        await drain()
      })
      return queue
    },
    seal: (node) => {
      if (!keys) throw new Error('handshake not finished')
      return frame(
        aesEncryptGCM(encodeBinaryNode(node), keys.write, counterIv(writes++), Buffer.alloc(0)),
      )
    },
  }
}
