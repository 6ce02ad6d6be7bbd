import { createHash } from 'node:crypto'
import {
  getAllBinaryNodeChildren,
  getBinaryNodeChild,
  getBinaryNodeChildren,
  S_WHATSAPP_NET,
} from '@whiskeysockets/baileys'
import type { BinaryNode } from '@whiskeysockets/baileys'
import type { Account } from './account.js'
import type { DeviceBundle } from './signal-device.js'

/** Who a JID belongs to; null: nobody on WhatsApp has that number. */
export type Directory = {
  lookUp: (
    jid: string,
  ) => { pnJid: string | null; lidJid: string | null; bundle: () => DeviceBundle } | null
  account: Account
  mediaHost: () => string
}

const bigEndian = (value: number, length: number) => {
  const bytes = Buffer.alloc(length)
  bytes.writeUIntBE(value, 0, length)
  return bytes
}

const node = (tag: string, attrs: Record<string, string> = {}, content?: BinaryNode['content']) =>
  (content === undefined ? { tag, attrs } : { tag, attrs, content }) satisfies BinaryNode

const raw = (publicKey: Uint8Array) => Buffer.from(publicKey).subarray(publicKey.length - 32)

const keyUser = (jid: string, bundle: DeviceBundle): BinaryNode =>
  node('user', { jid }, [
    node('registration', {}, bigEndian(bundle.registrationId, 4)),
    node('type', {}, Buffer.from([5])),
    node('identity', {}, raw(bundle.identityKey)),
    node('skey', {}, [
      node('id', {}, bigEndian(bundle.signedPreKey.keyId, 3)),
      node('value', {}, raw(bundle.signedPreKey.publicKey)),
      node('signature', {}, bundle.signedPreKey.signature),
    ]),
    node('key', {}, [
      node('id', {}, bigEndian(bundle.preKey.keyId, 3)),
      node('value', {}, raw(bundle.preKey.publicKey)),
    ]),
  ])

const preKeyOf = (key: BinaryNode) => ({
  keyId: Buffer.from(getBinaryNodeChild(key, 'id')?.content as Uint8Array).readUIntBE(0, 3),
  publicKey: getBinaryNodeChild(key, 'value')?.content as Uint8Array,
})

const answerEncrypt = (query: BinaryNode, directory: Directory): BinaryNode[] => {
  const { account } = directory
  if (query.attrs.type === 'set') {
    const list = getBinaryNodeChild(query, 'list')
    account.preKeys.push(...getBinaryNodeChildren(list, 'key').map(preKeyOf))
    return []
  }
  const child = getAllBinaryNodeChildren(query)[0]
  if (child?.tag === 'count') {
    return [node('count', { value: String(account.preKeys.length || account.preKeyFloor) })]
  }
  if (child?.tag === 'digest') return [node('digest')]
  const users = getBinaryNodeChildren(child, 'user').flatMap(({ attrs }) => {
    const found = directory.lookUp(attrs.jid ?? '')
    return found && attrs.jid ? [keyUser(attrs.jid, found.bundle())] : []
  })
  return [node('list', {}, users)]
}

const deviceList = (isOwn: boolean) =>
  node('devices', {}, [
    node('device-list', {}, [
      node('device', { id: '0' }),
      ...(isOwn ? [node('device', { id: '7', 'key-index': '1' })] : []),
    ]),
  ])

const askedJid = (user: BinaryNode): string => {
  if (user.attrs.jid) return user.attrs.jid
  const phone = getBinaryNodeChild(user, 'contact')?.content
  return `${Buffer.from(phone as Uint8Array)
    .toString()
    .slice(1)}@s.whatsapp.net`
}

const usyncUser = (user: BinaryNode, { lookUp, account }: Directory): BinaryNode[] => {
  const asksContact = getBinaryNodeChild(user, 'contact') !== undefined
  const jid = askedJid(user)
  const found = lookUp(jid)
  if (!found) {
    return asksContact ? [node('user', { jid }, [node('contact', { type: 'out' })])] : []
  }
  const isOwn = found.pnJid === account.jid
  const lid = isOwn ? `${account.lid}@lid` : found.lidJid
  const content = [deviceList(isOwn)]
  if (lid && !jid.endsWith('@lid')) content.push(node('lid', { val: lid }))
  if (asksContact) content.push(node('contact', { type: 'in' }))
  return [node('user', { jid }, content)]
}

const answerUsync = (query: BinaryNode, directory: Directory): BinaryNode[] => {
  const list = getBinaryNodeChild(getBinaryNodeChild(query, 'usync'), 'list')
  const users = getBinaryNodeChildren(list, 'user').flatMap((user) => usyncUser(user, directory))
  return [node('usync', {}, [node('list', {}, users)])]
}

const privacy = ['readreceipts', 'last', 'online', 'profile', 'status', 'groupadd'].map((name) =>
  node('category', { name, value: 'all' }),
)

type Answer = (query: BinaryNode, directory: Directory) => BinaryNode[]

const answers: Record<string, Answer> = {
  encrypt: answerEncrypt,
  usync: answerUsync,
  privacy: (query) => (query.attrs.type === 'get' ? [node('privacy', {}, privacy)] : []),
  'w:m': (_query, { mediaHost }) => [
    node('media_conn', { auth: 'test', ttl: '3600' }, [node('host', { hostname: mediaHost() })]),
  ],
  abt: () => [node('props', { hash: createHash('md5').update('props').digest('hex') })],
  blocklist: () => [node('list')],
}

/** The server's answer to an `iq`; an empty result where a client only wants to hear that it was taken. */
export const answerQuery = (query: BinaryNode, directory: Directory): BinaryNode => {
  const content = answers[query.attrs.xmlns ?? '']?.(query, directory) ?? []
  return node(
    'iq',
    { id: query.attrs.id ?? '', from: S_WHATSAPP_NET, type: 'result' },
    content.length > 0 ? content : undefined,
  )
}
