import { createDecipheriv, createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { BinaryLike } from 'node:crypto'
import { lookup } from 'node:dns'
import type { LookupOptions } from 'node:dns'
import { request as httpRequest } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { BlockList, isIPv6 } from 'node:net'
import type { LookupFunction } from 'node:net'
import type { MediaKind } from '../../domain/message.js'
import type { MediaSource } from './media-source.js'

export type MediaLimits = {
  maxBytes: number
  timeoutMs: number
  /** `host:port` pairs reached over plain http whatever they resolve to. For tests; never from the environment. */
  testHosts: readonly string[]
}

export const usualMediaLimits: MediaLimits = {
  maxBytes: 15 * 1024 * 1024,
  timeoutMs: 10_000,
  testHosts: [],
}

/** Why a file could not be kept; `message` is fit for an agent's eyes. */
export class MediaError extends Error {}

const keyInfo: Readonly<Record<MediaKind, string>> = {
  image: 'WhatsApp Image Keys',
  sticker: 'WhatsApp Image Keys',
  video: 'WhatsApp Video Keys',
  audio: 'WhatsApp Audio Keys',
  document: 'WhatsApp Document Keys',
}

const macBytes = 10

const inner = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  inner.addSubnet(network, prefix, 'ipv4')
}
for (const [network, prefix] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  inner.addSubnet(network, prefix, 'ipv6')
}

/** Whether an address belongs to this machine or a private network. IPv4 inside IPv6 is looked through. */
export const isInnerAddress = (address: string): boolean => {
  const embedded = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (embedded) return inner.check(embedded, 'ipv4')
  return inner.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}

/** Checked where the connection is made, so that a name that resolves differently a moment later gains nothing. */
const outerLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true } as LookupOptions & { all: true }, (error, found) => {
    const inside = !error && found.some(({ address }) => isInnerAddress(address))
    const refused = inside ? new MediaError('the file lies on an inner address') : error
    if (refused) callback(refused, '', 0)
    else if (options.all) callback(null, found)
    else callback(null, found[0]?.address ?? '', found[0]?.family ?? 0)
  })
}

const isMediaHost = (url: URL): boolean =>
  url.protocol === 'https:' &&
  url.port === '' &&
  url.username === '' &&
  (url.hostname === 'whatsapp.net' || url.hostname.endsWith('.whatsapp.net'))

const open = (
  address: string,
  testHosts: readonly string[],
  signal: AbortSignal,
): Promise<IncomingMessage> => {
  const url = new URL(address)
  const forTest = testHosts.includes(url.host)
  if (!forTest && !isMediaHost(url)) throw new MediaError('the file is not on a WhatsApp server')
  return new Promise((resolve, reject) => {
    const request = forTest
      ? httpRequest(url, { signal }, resolve)
      : httpsRequest(url, { signal, lookup: outerLookup }, resolve)
    request.on('error', reject)
    request.end()
  })
}

const readAll = async (response: IncomingMessage, maxBytes: number): Promise<Buffer> => {
  const chunks: Buffer[] = []
  let total = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    total += chunk.length
    // Leaving the loop destroys the response: a sender's 400 MB are never read.
    if (total > maxBytes) throw new MediaError('the file is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const sha256 = (data: BinaryLike) => createHash('sha256').update(data).digest()

const assertSame = (actual: Buffer, declared: Uint8Array | null, what: string) => {
  const same = declared?.length === actual.length && timingSafeEqual(actual, declared)
  if (!same) throw new MediaError(`the file fails its check (${what})`)
}

const decrypt = (encrypted: Buffer, media: MediaSource): Buffer => {
  if (!media.mediaKey || encrypted.length <= macBytes) throw new MediaError('the file has no key')
  assertSame(sha256(encrypted), media.encryptedSha256, 'encrypted hash')
  const keys = Buffer.from(hkdfSync('sha256', media.mediaKey, '', keyInfo[media.kind], 112))
  const [iv, cipherKey, macKey] = [
    keys.subarray(0, 16),
    keys.subarray(16, 48),
    keys.subarray(48, 80),
  ]
  const body = encrypted.subarray(0, -macBytes)
  const mac = createHmac('sha256', macKey).update(iv).update(body).digest().subarray(0, macBytes)
  assertSame(mac, encrypted.subarray(-macBytes), 'signature')
  const decipher = createDecipheriv('aes-256-cbc', cipherKey, iv)
  const plain = Buffer.concat([decipher.update(body), decipher.final()])
  assertSame(sha256(plain), media.sha256, 'hash')
  return plain
}

/**
 * Fetches and decrypts a file. The sender chose the address, so only WhatsApp's own hosts are asked, never by redirect,
 * within time and size (security.md 27-29). Throws a MediaError that says why not.
 */
export const downloadMedia = async (media: MediaSource, limits: MediaLimits): Promise<Buffer> => {
  if (!media.url) throw new MediaError('the file has no address')
  if (media.bytes > limits.maxBytes) throw new MediaError('the file is too large')
  const signal = AbortSignal.timeout(limits.timeoutMs)
  try {
    const response = await open(media.url, limits.testHosts, signal)
    if (response.statusCode !== 200) {
      response.destroy()
      throw new MediaError(`the server answered ${response.statusCode ?? 'nothing'}`)
    }
    return decrypt(await readAll(response, limits.maxBytes + macBytes + 16), media)
  } catch (error) {
    if (error instanceof MediaError) throw error
    const reason = signal.aborted ? 'the download took too long' : 'the download failed'
    throw new MediaError(reason, { cause: error })
  }
}
