import { createCipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
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
  /** An address with a behaviour of its own. */
  serve: (listener: RequestListener) => string
  requests: () => number
  stop: () => Promise<void>
}

const sha256 = (data: Buffer) => createHash('sha256').update(data).digest()

export const startMediaHost = async (): Promise<MediaHost> => {
  const listeners = new Map<string, RequestListener>()
  let requests = 0
  const http = createServer((request, response) => {
    requests += 1
    const listener = listeners.get(request.url ?? '')
    if (listener) listener(request, response)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(http.address() as AddressInfo).port}`

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
    requests: () => requests,
    stop: async () => {
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
}
