import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
} from 'node:crypto'
import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
import { Agent } from 'node:https'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { MediaPointer } from './message-content.js'

export type MediaHost = {
  /** `host:port`, to be allowed explicitly by the channel under test. */
  host: string
  /** Encrypts a file as WhatsApp does and serves it; `spoil` changes the bytes on the way or what is declared about them. */
  put: (
    file: Buffer,
    kind: 'Image' | 'Audio' | 'Video' | 'Document',
    mimetype: string,
    spoil?: { served?: (bytes: Buffer) => Buffer; declared?: Partial<MediaPointer> },
  ) => MediaPointer
  /** For the channel under test: its uploads come here instead of WhatsApp's hosts. */
  uploadAgent: Agent
  /** A file that was uploaded here, as the phone that got this pointer would see it; throws when anything is wrong with it. */
  open: (pointer: PointerLike, kind: 'Image' | 'Audio' | 'Video' | 'Document') => Buffer
  /** An address with a behaviour of its own. */
  serve: (listener: RequestListener) => string
  requests: () => number
  stop: () => Promise<void>
}

type PointerLike = {
  url?: string | null
  mediaKey?: Uint8Array | null
  fileSha256?: Uint8Array | null
  fileEncSha256?: Uint8Array | null
}

const keysOf = (mediaKey: Uint8Array, kind: string) => {
  const keys = Buffer.from(hkdfSync('sha256', mediaKey, '', `WhatsApp ${kind} Keys`, 112))
  return { iv: keys.subarray(0, 16), cipher: keys.subarray(16, 48), mac: keys.subarray(48, 80) }
}

const decrypted = (stored: Buffer, pointer: PointerLike, kind: string): Buffer => {
  const { iv, cipher, mac } = keysOf(pointer.mediaKey ?? Buffer.alloc(0), kind)
  const body = stored.subarray(0, -10)
  const expected = createHmac('sha256', mac).update(iv).update(body).digest().subarray(0, 10)
  if (!expected.equals(stored.subarray(-10))) throw new Error('the MAC is wrong')
  const decipher = createDecipheriv('aes-256-cbc', cipher, iv)
  const file = Buffer.concat([decipher.update(body), decipher.final()])
  const declared = [pointer.fileEncSha256, pointer.fileSha256].map((hash) =>
    Buffer.from(hash ?? []),
  )
  const found = [sha256(stored), sha256(file)]
  if (!found.every((hash, index) => hash.equals(declared[index] ?? Buffer.alloc(0)))) {
    throw new Error('a hash is wrong')
  }
  return file
}

/** Speaks plain HTTP with this host, whatever name and protocol was asked for. */
const agentTo = (port: number): Agent => {
  const agent = new Agent()
  agent.createConnection = () => connect({ port, host: '127.0.0.1' })
  return agent
}

const sha256 = (data: Buffer) => createHash('sha256').update(data).digest()

export const startMediaHost = async (): Promise<MediaHost> => {
  const listeners = new Map<string, RequestListener>()
  const uploads = new Map<string, Buffer>()
  let requests = 0
  const http = createServer((request, response) => {
    requests += 1
    if (request.method === 'POST') {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => {
        const stored = Buffer.concat(parts)
        const url = serve((_request, answer) => answer.end(stored))
        uploads.set(url, stored)
        response.end(JSON.stringify({ url, direct_path: new URL(url).pathname }))
      })
      return
    }
    const listener = listeners.get(request.url ?? '')
    if (listener) listener(request, response)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  const host = `127.0.0.1:${port}`
  const uploadAgent = agentTo(port)

  const serve = (listener: RequestListener) => {
    const path = `/${randomBytes(8).toString('hex')}.enc`
    listeners.set(path, listener)
    return `http://${host}${path}`
  }
  return {
    host,
    serve,
    put: (file, kind, mimetype, spoil = {}) => {
      const mediaKey = randomBytes(32)
      const keys = Buffer.from(hkdfSync('sha256', mediaKey, '', `WhatsApp ${kind} Keys`, 112))
      const iv = keys.subarray(0, 16)
      const cipher = createCipheriv('aes-256-cbc', keys.subarray(16, 48), iv)
      const body = Buffer.concat([cipher.update(file), cipher.final()])
      const mac = createHmac('sha256', keys.subarray(48, 80)).update(iv).update(body).digest()
      const encrypted = Buffer.concat([body, mac.subarray(0, 10)])
      const served = spoil.served?.(encrypted) ?? encrypted
      return {
        url: serve((_request, response) => response.end(served)),
        mediaKey,
        fileSha256: sha256(file),
        fileEncSha256: sha256(served),
        fileLength: file.length,
        mimetype,
        ...spoil.declared,
      }
    },
    uploadAgent,
    open: (pointer, kind) => {
      const stored = uploads.get(pointer.url ?? '')
      if (!stored) throw new Error('nothing was uploaded under this address')
      return decrypted(stored, pointer, kind)
    },
    requests: () => requests,
    stop: async () => {
      uploadAgent.destroy()
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
}
