import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { jidDecode, proto } from '@whiskeysockets/baileys'
import type { AuthenticationCreds, BinaryNode } from '@whiskeysockets/baileys'
import { WebSocketServer } from 'ws'
import { createAccount, createLinkedCredentials } from './account.js'
import { answerQuery } from './answer-query.js'
import type { Directory } from './answer-query.js'
import {
  ackOf,
  createClientConnection,
  loginFailure,
  receiptIds,
  streamError,
} from './client-connection.js'
import type { ClientConnection } from './client-connection.js'
import { createDeviceLinking } from './device-linking.js'
import { createMailbox } from './mailbox.js'
import type { LoginRequest } from './noise-transport.js'
import { createOwnerPhone } from './owner-phone.js'
import { createPhone } from './phone.js'
import type { Phone, PhoneInternals, PhoneOptions } from './phone.js'
import { createSignalDevice } from './signal-device.js'
import { createWaitingRoom } from './waiting-room.js'

/** What the server does with a message the client sends. Anything but `ack`, a delay and `drop` keeps it from the phone. */
export type AckDecision =
  'ack' | 'drop' | 'lose' | 'reset' | { delayMs: number } | { error: number }

type AckPolicy = (message: { id: string; to: string }) => AckDecision

export type WhatsappServer = {
  /** For BAILEYS_WEB_SOCKET_URL. */
  url: string
  number: string
  /** Credentials of a number linked long ago; each call makes the number start anew. */
  credentials: () => AuthenticationCreds
  /** The customer's phone with this number (`+593…`), made on first use; `{ lid }` for one without a number. */
  phone: (who: string | { lid: string }, options?: PhoneOptions) => Phone
  /** The owner writes to a customer on the paired phone itself; the client hears of it. */
  ownerSends: (to: string, said: string | proto.IMessage) => Promise<string>
  /** A text in a group the number is in: nothing a bot should answer. */
  groupSends: (text: string) => void
  /** What went to and fro about one number, a line a stanza. */
  log: (number: string) => string[]
  /** Every node the client sent, for what has no better word. */
  nodes: () => BinaryNode[]
  hasNode: (predicate: (node: BinaryNode) => boolean, withinMs?: number) => Promise<BinaryNode>
  /** Resolves when a client has logged in and has its backlog. */
  connected: (withinMs?: number) => Promise<void>
  logins: () => number
  /** A stream error with this code; `reset` breaks the socket; `silent` leaves it open and mute. */
  disconnect: (how: number | 'reset' | 'silent' | 'close') => void
  ackPolicy: (policy: AckPolicy | null) => void
  /** Messages stay queued although the client reports them delivered. */
  ignoreReceipts: (ignore: boolean) => void
  /** The next logins fail with this code, until null. */
  refuseLogins: (code: number | null) => void
  /** The next connections are answered with this HTTP status, until null. */
  rejectUpgrade: (status: number | null) => void
  /** The next connections are accepted and never answered, until false. */
  silentHandshake: (silent: boolean) => void
  /** Delays the answers to queries of one namespace. */
  delayQueries: (xmlns: string, delayMs: number) => void
  /** Withholds the mark that ends the backlog, so that the client keeps buffering. */
  withholdBacklogEnd: (withhold: boolean) => void
  /** Messages the client has not reported yet. */
  waiting: () => number
  allReported: (withinMs?: number) => Promise<void>
  notOnWhatsapp: (number: string) => void
  /** The owner scans the QR that the client shows. */
  scanQr: (qr: string) => void
  /** The owner types the pairing code that the client shows. */
  typePairingCode: (code: string) => Promise<void>
  stop: () => Promise<void>
}

const digits = (number: string) => number.replace(/\D/g, '')

/** A LID that a number keeps, so that two runs agree. */
const lidFor = (number: string) => `1${number.slice(-9)}000001`

export const startWhatsappServer = async (
  options: { number?: string; port?: number } = {},
): Promise<WhatsappServer> => {
  const number = digits(options.number ?? '+593990000001')
  const account = createAccount(number, lidFor(number))
  const ownPhone = createSignalDevice()
  const phones = new Map<string, PhoneInternals>()
  const absent = new Set<string>()
  const nodes: BinaryNode[] = []
  const nodeRoom = createWaitingRoom(() => nodes)
  const readyRoom = createWaitingRoom(() => (ready ? [ready] : []))
  const queryDelays = new Map<string, number>()
  const sockets = new Set<ClientConnection>()
  const upgrades = new Set<Duplex>()
  let current: ClientConnection | null = null
  let ready: ClientConnection | null = null
  let logins = 0
  let policy: AckPolicy = () => 'ack'
  let receiptsIgnored = false
  let refusal: number | null = null
  let upgradeStatus: number | null = null
  let handshakeSilent = false
  let backlogEndWithheld = false
  const lines: { user: string; line: string }[] = []
  const note = (direction: string, node: BinaryNode, extra = '') => {
    const jid = (direction === 'in' ? node.attrs.to : node.attrs.from) ?? ''
    const { id = '', type = '', offline = '' } = node.attrs
    const line = `${new Date().toISOString()} ${logins} ${direction} ${node.tag} ${id} ${type} ${offline} ${extra}`
    lines.push({ user: jidDecode(jid)?.user ?? '', line })
  }
  const mailbox = createMailbox({
    deliver: (node) => {
      note(ready ? 'out' : 'lost', node)
      ready?.send(node)
    },
    isReady: () => ready !== null,
  })

  const owner = createOwnerPhone(account, ownPhone, mailbox.addMessage)

  const phoneOf = (user: string): PhoneInternals | null =>
    phones.get(user) ?? [...phones.values()].find((phone) => phone.owns(user)) ?? null

  const makePhone = (
    identity: { number: string | null; lid: string | null },
    how: PhoneOptions,
  ) => {
    const phone = createPhone(identity, how, {
      account,
      takePreKey: () => account.preKeys.shift(),
      queueMessage: mailbox.addMessage,
      queueReceipt: mailbox.addReceipt,
      push: (node) => ready?.send(node),
    })
    if (identity.number) phones.set(identity.number, phone)
    if (identity.lid) phones.set(identity.lid, phone)
    return phone
  }

  const phone = (who: string | { lid: string }, how: PhoneOptions = {}) => {
    if (typeof who !== 'string') {
      return phoneOf(who.lid) ?? makePhone({ number: null, lid: who.lid }, how)
    }
    const known = digits(who)
    const lid = how.lid === undefined ? lidFor(known) : how.lid
    return phoneOf(known) ?? makePhone({ number: known, lid }, how)
  }

  /** Any number is on WhatsApp unless a test says otherwise; a LID only if somebody has it. */
  const findOrMake = (user: string, server: string) => {
    if (absent.has(user)) return null
    const known = phoneOf(user)
    if (known || server === 'lid') return known
    phone(`+${user}`)
    return phoneOf(user)
  }

  const directory: Directory = {
    account,
    mediaHost: () => 'mmg.whatsapp.net',
    lookUp: (jid) => {
      const { user = '', server = '' } = jidDecode(jid) ?? {}
      if (user === account.number || user === account.lid) {
        return { pnJid: account.jid, lidJid: account.lidJid, bundle: ownPhone.bundle }
      }
      const found = findOrMake(user, server)
      return found && { pnJid: found.pnJid(), lidJid: found.lidJid(), bundle: found.bundle }
    },
  }

  const handOver = async (message: BinaryNode) => {
    const recipient = phoneOf(jidDecode(message.attrs.to)?.user ?? '')
    const sealed = recipient && sealedFor(message, (user) => recipient.owns(user))
    if (sealed) await recipient.receives(message.attrs.id ?? '', message.attrs.to ?? '', sealed)
  }

  const takeMessage = (connection: ClientConnection, message: BinaryNode) => {
    const decision = policy({ id: message.attrs.id ?? '', to: message.attrs.to ?? '' })
    if (decision === 'lose') return
    if (decision === 'reset') {
      connection.reset()
      return
    }
    if (typeof decision === 'object' && 'error' in decision) {
      connection.send(ackOf(message, { error: String(decision.error) }))
      return
    }
    void handOver(message).catch(() => undefined)
    if (decision === 'drop') return
    if (decision === 'ack') connection.send(ackOf(message))
    else setTimeout(() => connection.send(ackOf(message)), decision.delayMs).unref()
  }

  const takeReceipt = (connection: ClientConnection, receipt: BinaryNode) => {
    connection.send(ackOf(receipt))
    const [id = ''] = receiptIds(receipt)
    if (receipt.attrs.type === 'retry') {
      const sender = phoneOf(jidDecode(receipt.attrs.to)?.user ?? '')
      const retry = Number(
        (receipt.content as BinaryNode[]).find(({ tag }) => tag === 'retry')?.attrs.count ?? 1,
      )
      void sender?.resends(id, retry)
      return
    }
    if (!receiptsIgnored) receiptIds(receipt).forEach(mailbox.removeMessage)
  }

  const takeAck = (ack: BinaryNode) => {
    const id = ack.attrs.id ?? ''
    if (ack.attrs.class === 'receipt') mailbox.removeReceipt(id)
    // A negative answer ends a delivery too: the real server does not hand the message over again.
    if (ack.attrs.class === 'message' && !receiptsIgnored) mailbox.removeMessage(id)
  }

  const becomeReady = (connection: ClientConnection) => {
    ready = connection
    const handed = mailbox.deliverBacklog()
    if (!backlogEndWithheld) {
      const count = String(handed)
      connection.send({ tag: 'ib', attrs: {}, content: [{ tag: 'offline', attrs: { count } }] })
    }
    readyRoom.changed()
  }

  const takeQuery = (connection: ClientConnection, query: BinaryNode) => {
    const answer = () => {
      connection.send(answerQuery(query, directory))
      const child = Array.isArray(query.content) ? query.content[0]?.tag : undefined
      if (query.attrs.xmlns === 'passive' && child === 'active') becomeReady(connection)
    }
    const delayMs = queryDelays.get(query.attrs.xmlns ?? '')
    if (delayMs) setTimeout(answer, delayMs).unref()
    else answer()
  }

  const linking = createDeviceLinking(account, (client) => client.send(streamError(515)))

  const takeNode = (connection: ClientConnection, node: BinaryNode) => {
    nodes.push(node)
    note('in', node, node.attrs.class)
    if (node.tag === 'iq') linking.take(node)
    if (node.tag === 'iq' && node.attrs.type !== 'result') takeQuery(connection, node)
    else if (node.tag === 'message') takeMessage(connection, node)
    else if (node.tag === 'receipt') takeReceipt(connection, node)
    else if (node.tag === 'ack') takeAck(node)
    else if (node.tag === 'call') connection.send(ackOf(node))
    nodeRoom.changed()
  }

  const admit = (connection: ClientConnection, { payload }: LoginRequest) => {
    if (refusal !== null) {
      connection.send(loginFailure(refusal))
      return
    }
    if (payload.devicePairingData) {
      linking.begin(connection, payload.devicePairingData)
      return
    }
    if (String(payload.username) !== account.number || !account.bundle) {
      connection.send(loginFailure(401))
      return
    }
    current?.send(streamError(440))
    current?.close()
    current = connection
    ready = null
    logins += 1
    connection.send({
      tag: 'success',
      attrs: { t: Math.floor(Date.now() / 1000).toString(), lid: account.lidJid },
    })
  }

  const http = createServer()
  const webSockets = new WebSocketServer({ noServer: true })
  http.on('upgrade', (request, socket, head) => {
    socket.on('error', () => undefined)
    upgrades.add(socket)
    socket.on('close', () => upgrades.delete(socket))
    if (upgradeStatus !== null) {
      // Left open on purpose: the real one does not hang up either, and a client has to notice by itself.
      socket.write(`HTTP/1.1 ${upgradeStatus} Refused\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      const connection = createClientConnection(webSocket, {
        onLogin: admit,
        onNode: takeNode,
        onClose: (closed) => {
          sockets.delete(closed)
          if (current === closed) current = null
          if (ready === closed) ready = null
        },
      })
      if (handshakeSilent) connection.goSilent()
      sockets.add(connection)
    })
  })
  await new Promise<void>((resolve) => http.listen(options.port ?? 0, '127.0.0.1', resolve))

  return {
    url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}/ws/chat`,
    number: `+${account.number}`,
    credentials: () => createLinkedCredentials(account),
    phone,
    ownerSends: owner.sends,
    groupSends: (text) => {
      const message = { conversation: text }
      const content = proto.Message.encode(proto.Message.create(message)).finish()
      ready?.send({
        tag: 'message',
        attrs: {
          id: 'GROUP1',
          from: '120363000000000001@g.us',
          participant: '593987650001@s.whatsapp.net',
          t: '1',
          type: 'text',
        },
        content: [{ tag: 'plaintext', attrs: {}, content }],
      })
    },
    log: (who) => {
      const owner = phoneOf(digits(who))
      return lines.flatMap(({ user, line }) => (owner?.owns(user) ? [line] : []))
    },
    nodes: () => nodes,
    hasNode: (predicate, withinMs) => nodeRoom.first(predicate, withinMs),
    connected: async (withinMs) => {
      await readyRoom.first(() => true, withinMs)
    },
    logins: () => logins,
    disconnect: (how) => {
      if (how === 'reset') current?.reset()
      else if (how === 'close') current?.close()
      else if (how === 'silent') current?.goSilent()
      else current?.send(streamError(how))
      // What is said from now on waits for the next login.
      ready = null
    },
    ackPolicy: (next) => {
      policy = next ?? (() => 'ack')
    },
    ignoreReceipts: (ignore) => {
      receiptsIgnored = ignore
    },
    refuseLogins: (code) => {
      refusal = code
    },
    rejectUpgrade: (status) => {
      upgradeStatus = status
    },
    silentHandshake: (silent) => {
      handshakeSilent = silent
    },
    delayQueries: (xmlns, delayMs) => {
      queryDelays.set(xmlns, delayMs)
    },
    withholdBacklogEnd: (withhold) => {
      backlogEndWithheld = withhold
    },
    waiting: mailbox.size,
    allReported: mailbox.emptied,
    scanQr: linking.scan,
    typePairingCode: async (code) => {
      await nodeRoom.first((node) => node.tag === 'iq' && linking.isHello(node))
      await linking.typeCode(code)
    },
    notOnWhatsapp: (absentNumber) => {
      absent.add(digits(absentNumber))
    },
    stop: async () => {
      for (const connection of sockets) connection.reset()
      webSockets.close()
      for (const socket of upgrades) socket.destroy()
      await new Promise((resolve) => http.close(resolve))
    },
  }
}

/** The ciphertext meant for one phone: in the participants of a first sending, alone in a repetition. */
const sealedFor = (message: BinaryNode, owns: (user: string) => boolean) => {
  const children = Array.isArray(message.content) ? message.content : []
  const participants = children.find(({ tag }) => tag === 'participants')
  const targets = Array.isArray(participants?.content) ? participants.content : []
  const target = targets.find(({ attrs }) => owns(jidDecode(attrs.jid)?.user ?? ''))
  const candidates = Array.isArray(target?.content) ? target.content : children
  const enc = candidates.find(({ tag }) => tag === 'enc')
  if (!enc || !(enc.content instanceof Uint8Array)) return null
  const type = enc.attrs.type === 'pkmsg' ? ('pkmsg' as const) : ('msg' as const)
  return { type, ciphertext: enc.content }
}
