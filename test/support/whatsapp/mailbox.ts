import type { BinaryNode } from '@whiskeysockets/baileys'
import { createWaitingRoom } from './waiting-room.js'

type Letter = { node: BinaryNode; times: number }

export type Mailbox = {
  addMessage: (node: BinaryNode, how: { times: number; push: boolean }) => void
  removeMessage: (id: string) => void
  addReceipt: (node: BinaryNode) => void
  removeReceipt: (id: string) => void
  /** Hands over everything unconfirmed, marked as a real server marks what waited; answers how many. */
  deliverBacklog: () => number
  size: () => number
  /** Resolves when the client has reported every message. */
  emptied: (withinMs?: number) => Promise<void>
}

/** What the server keeps for the client until it confirms it: messages and receipts, in order. */
export const createMailbox = (client: {
  deliver: (node: BinaryNode) => void
  isReady: () => boolean
}): Mailbox => {
  const messages: Letter[] = []
  const receipts: BinaryNode[] = []
  const room = createWaitingRoom(() => [messages.length])

  const asBacklog = (node: BinaryNode, index: number): BinaryNode => ({
    ...node,
    attrs: { ...node.attrs, offline: String(index) },
  })

  const removeWhere = (id: string) => {
    const at = messages.findIndex(({ node }) => node.attrs.id === id)
    if (at >= 0) messages.splice(at, 1)
    room.changed()
  }

  return {
    addMessage: (node, { times, push }) => {
      messages.push({ node, times })
      if (!push || !client.isReady()) return
      for (let copy = 0; copy < times; copy += 1) client.deliver(node)
    },
    removeMessage: removeWhere,
    addReceipt: (node) => {
      receipts.push(node)
      if (client.isReady()) client.deliver(node)
    },
    removeReceipt: (id) => {
      const at = receipts.findIndex(({ attrs }) => attrs.id === id)
      if (at >= 0) receipts.splice(at, 1)
    },
    deliverBacklog: () => {
      const waiting = [...messages]
      waiting.forEach(({ node, times }, index) => {
        for (let copy = 0; copy < times; copy += 1) client.deliver(asBacklog(node, index))
      })
      for (const receipt of receipts) client.deliver(receipt)
      return waiting.length
    },
    size: () => messages.length,
    emptied: async (withinMs) => {
      await room.first((waiting) => waiting === 0, withinMs)
    },
  }
}
