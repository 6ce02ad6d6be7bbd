import { randomBytes } from 'node:crypto'
import type { BinaryNode, proto } from '@whiskeysockets/baileys'
import type { Account } from './account.js'
import type { SignalDevice } from './signal-device.js'

/** The phone that owns the linked number: what it sends reaches the linked client as a copy. */
export const createOwnerPhone = (
  account: Account,
  device: SignalDevice,
  queueMessage: (node: BinaryNode, how: { times: number; push: boolean }) => void,
): { sends: (to: string, said: string | proto.IMessage) => Promise<string> } => ({
  sends: async (to, said) => {
    if (!account.bundle) throw new Error('no number is linked to this server yet')
    if (!device.hasSession()) await device.startSession(account.bundle, account.preKeys.shift())
    const id = randomBytes(10).toString('hex').toUpperCase()
    const customer = `${to.replace(/\D/g, '')}@s.whatsapp.net`
    const message = typeof said === 'string' ? { conversation: said } : said
    const { type, ciphertext } = await device.seal({
      deviceSentMessage: { destinationJid: customer, message },
    })
    const attrs = {
      id,
      from: `${account.number}@s.whatsapp.net`,
      recipient: customer,
      type: 'text',
      t: Math.floor(Date.now() / 1000).toString(),
    }
    const content: BinaryNode[] = [{ tag: 'enc', attrs: { v: '2', type }, content: ciphertext }]
    queueMessage({ tag: 'message', attrs, content }, { times: 1, push: true })
    return id
  },
})
