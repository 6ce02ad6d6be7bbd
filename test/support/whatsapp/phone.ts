import { randomBytes } from 'node:crypto'
import { normalizeMessageContent } from '@whiskeysockets/baileys'
import type { BinaryNode, proto } from '@whiskeysockets/baileys'
import type { Account } from './account.js'
import { contentOf, mediaTypeOf } from './message-content.js'
import type { OutgoingKind } from './message-content.js'
import { createSignalDevice } from './signal-device.js'
import type { DeviceBundle, SealedMessage } from './signal-device.js'
import { createWaitingRoom } from './waiting-room.js'

export type PhoneOptions = {
  /** LID digits; null: a number WhatsApp has not given one. */
  lid?: string | null
  /** Which of its two names it writes under. */
  addressing?: 'pn' | 'lid'
  /** Whether its messages also carry the other name. */
  showsAlternative?: boolean
  name?: string
}

type SendOptions = {
  id?: string
  /** How many copies of the same stanza the server hands over. */
  times?: number
  /** Breaks the ciphertext; asked again, the phone sends a good one (unless `heals` is false). */
  corrupt?: boolean
  heals?: boolean
  /** False: kept at the server as if the client were away. */
  push?: boolean
  at?: Date
  quoted?: string
}

type ShownMessage = {
  id: string
  text: string
  message: proto.IMessage
  /** How often it arrived; it is shown once. */
  arrivals: number
}

export type Phone = {
  number: string | null
  lid: string | null
  /** Sends to the linked number; resolves with the message id once the server has taken it. */
  sends: (content: OutgoingKind, options?: SendOptions) => Promise<string>
  /** Calls; resolves with the call id. */
  calls: (options?: { video?: boolean; offline?: boolean; id?: string }) => string
  heard: () => ShownMessage[]
  texts: () => string[]
  /** The first shown message that satisfies the predicate, now or later; rejects after `withinMs` (10 s). */
  hears: (predicate: (message: ShownMessage) => boolean, withinMs?: number) => Promise<ShownMessage>
  /** Resolves once `count` messages have been shown. */
  hearsCount: (count: number, withinMs?: number) => Promise<ShownMessage[]>
  /** What it reports for each message: default delivered. */
  acknowledges: (what: 'none' | 'delivered' | 'read') => void
  /** Reports a stage for messages it has shown. */
  reports: (what: 'delivered' | 'read', ids: string[]) => void
  /** Pretends it cannot decrypt the next `count` arrivals and asks for them again. */
  cannotDecrypt: (count: number) => void
  /** Asks for a message again, as a phone does that cannot read it. */
  asksAgain: (id: string) => void
  /** Changes under which of its names it writes. */
  writesAs: (how: Pick<PhoneOptions, 'addressing' | 'showsAlternative'>) => void
  types: (typing: boolean) => void
}

/** What the server needs of a phone beyond its public face. */
export type PhoneInternals = Phone & {
  owns: (user: string) => boolean
  bundle: () => DeviceBundle
  receives: (id: string, from: string, sealed: SealedMessage) => Promise<void>
  resends: (id: string, count: number) => Promise<void>
  pnJid: () => string | null
  lidJid: () => string | null
}

/** How a phone reaches the bot: stanzas go through the server's queue. */
export type PhoneWire = {
  account: Account
  takePreKey: () => { keyId: number; publicKey: Uint8Array } | undefined
  queueMessage: (node: BinaryNode, options: { times: number; push: boolean }) => void
  push: (node: BinaryNode) => void
  queueReceipt: (node: BinaryNode) => void
}

const newMessageId = () => randomBytes(10).toString('hex').toUpperCase()
const unixSeconds = (at: Date) => Math.floor(at.getTime() / 1000).toString()

/** What a person would read on the screen. */
const textOf = (message: proto.IMessage): string => {
  const content = normalizeMessageContent(message) ?? {}
  const readable = [
    content.conversation,
    content.extendedTextMessage?.text,
    content.imageMessage?.caption,
    content.documentMessage?.caption,
  ]
  return readable.find(Boolean) ?? ''
}

/** Under which of its two names a phone writes, and whether the stanza tells the other one. */
const stanzaNames = (pnJid: string | null, lidJid: string | null, options: PhoneOptions) => {
  const usesLid = pnJid === null || options.addressing === 'lid'
  const from = (usesLid ? lidJid : pnJid) ?? ''
  const other = usesLid ? pnJid : lidJid
  const told = other !== null && options.showsAlternative !== false
  return {
    from,
    addressing_mode: usesLid ? 'lid' : 'pn',
    ...(told && { [usesLid ? 'sender_pn' : 'sender_lid']: other }),
  }
}

export const createPhone = (
  identity: { number: string | null; lid: string | null },
  options: PhoneOptions,
  wire: PhoneWire,
): PhoneInternals => {
  const device = createSignalDevice()
  const shown = new Map<string, ShownMessage>()
  const sent = new Map<string, proto.IMessage>()
  const healing = new Map<string, boolean>()
  const room = createWaitingRoom<ShownMessage>(() => [...shown.values()])
  let acknowledgement: 'none' | 'delivered' | 'read' = 'delivered'
  let unreadable = 0
  let turn: Promise<unknown> = Promise.resolve()

  const pnJid = identity.number === null ? null : `${identity.number}@s.whatsapp.net`
  const lidJid = identity.lid === null ? null : `${identity.lid}@lid`
  let names = stanzaNames(pnJid, lidJid, options)
  const jid = () => names.from

  const stanza = (id: string, message: proto.IMessage, at: Date): BinaryNode => ({
    tag: 'message',
    attrs: {
      id,
      type: mediaTypeOf(message) ? 'media' : 'text',
      t: unixSeconds(at),
      notify: options.name ?? 'Customer',
      ...names,
    },
  })

  const seal = async (message: proto.IMessage) => {
    if (!device.hasSession()) {
      if (!wire.account.bundle) throw new Error('no number is linked to this server yet')
      await device.startSession(wire.account.bundle, wire.takePreKey())
    }
    return device.seal(message)
  }

  /** Stanzas leave in the order they were sent, though sealing takes time. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = turn.then(work)
    turn = next.catch(() => undefined)
    return next
  }

  const deliver = async (
    id: string,
    message: proto.IMessage,
    how: SendOptions & { count?: number },
  ) => {
    const sealed = await seal(message)
    const ciphertext = Buffer.from(sealed.ciphertext)
    if (how.corrupt)
      ciphertext.writeUInt8(
        ciphertext.readUInt8(ciphertext.length - 1) ^ 0xff,
        ciphertext.length - 1,
      )
    const attrs = {
      v: '2',
      type: sealed.type,
      ...(how.count !== undefined && { count: String(how.count) }),
    }
    const node = stanza(id, message, how.at ?? new Date())
    node.content = [{ tag: 'enc', attrs, content: ciphertext }]
    wire.queueMessage(node, { times: how.times ?? 1, push: how.push ?? true })
  }

  const receipt = (ids: string[], type?: 'read') => {
    const [id, ...others] = ids
    if (!id) return
    const list: BinaryNode[] = others.map((other) => ({ tag: 'item', attrs: { id: other } }))
    wire.queueReceipt({
      tag: 'receipt',
      attrs: { id, from: jid(), t: unixSeconds(new Date()), ...(type && { type }) },
      ...(list.length > 0 && { content: [{ tag: 'list', attrs: {}, content: list }] }),
    })
  }

  const asked = new Map<string, number>()
  const asksAgain = (id: string, from: string) => {
    const count = (asked.get(id) ?? 0) + 1
    asked.set(id, count)
    const registration = Buffer.alloc(4)
    registration.writeUInt32BE(device.registrationId)
    wire.queueReceipt({
      tag: 'receipt',
      attrs: { id, from, type: 'retry', t: unixSeconds(new Date()) },
      content: [
        { tag: 'retry', attrs: { count: String(count), id, t: unixSeconds(new Date()), v: '1' } },
        { tag: 'registration', attrs: {}, content: registration },
      ],
    })
  }

  const show = (id: string, message: proto.IMessage | null) => {
    const known = shown.get(id)
    if (known) known.arrivals += 1
    if (known || !message) return
    shown.set(id, { id, text: textOf(message), message, arrivals: 1 })
    room.changed()
  }

  return {
    number: identity.number === null ? null : `+${identity.number}`,
    lid: identity.lid,
    owns: (user) => user === identity.number || user === identity.lid,
    pnJid: () => pnJid,
    lidJid: () => lidJid,
    bundle: device.bundle,
    sends: (content, how = {}) =>
      inTurn(async () => {
        const id = how.id ?? newMessageId()
        const message = contentOf(content, { id, chat: jid(), quoted: how.quoted })
        sent.set(id, message)
        healing.set(id, how.heals ?? true)
        await deliver(id, message, how)
        return id
      }),
    resends: (id, count) =>
      inTurn(async () => {
        const message = sent.get(id)
        if (!message || healing.get(id) === false) return
        // As real phones do: a message the other end could not read starts a new session.
        device.forgetSession()
        await deliver(id, message, { count })
      }),
    calls: ({ video = false, offline = false, id = newMessageId() } = {}) => {
      const media: BinaryNode[] = [{ tag: 'audio', attrs: { enc: 'opus', rate: '16000' } }]
      if (video) media.push({ tag: 'video', attrs: { dec: 'H264' } })
      wire.push({
        tag: 'call',
        attrs: {
          id: newMessageId(),
          from: jid(),
          t: unixSeconds(new Date()),
          ...(offline && { offline: '0' }),
        },
        content: [
          {
            tag: 'offer',
            attrs: { 'call-id': id, 'call-creator': jid(), ...(pnJid && { caller_pn: pnJid }) },
            content: media,
          },
        ],
      })
      return id
    },
    receives: (id, from, sealed) =>
      inTurn(async () => {
        if (unreadable > 0) {
          unreadable -= 1
          asksAgain(id, from)
          return
        }
        const message = await device.open(sealed).catch(() => null)
        // A repetition of what is on the screen needs no second key; anything else unreadable is asked for again.
        if (message === null && !shown.has(id)) {
          asksAgain(id, from)
          return
        }
        show(id, message)
        if (acknowledgement !== 'none') receipt([id])
        if (acknowledgement === 'read') receipt([id], 'read')
      }),
    heard: () => [...shown.values()],
    texts: () => [...shown.values()].map(({ text }) => text),
    hears: (predicate, withinMs) => room.first(predicate, withinMs),
    hearsCount: (count, withinMs) => room.all((messages) => messages.length >= count, withinMs),
    acknowledges: (what) => {
      acknowledgement = what
    },
    reports: (what, ids) => receipt(ids, what === 'read' ? 'read' : undefined),
    cannotDecrypt: (count) => {
      unreadable = count
    },
    asksAgain: (id) => asksAgain(id, jid()),
    writesAs: (how) => {
      names = stanzaNames(pnJid, lidJid, { ...options, ...how })
    },
    types: (typing) =>
      wire.push({
        tag: 'chatstate',
        attrs: { from: jid() },
        content: [{ tag: typing ? 'composing' : 'paused', attrs: {} }],
      }),
  }
}
