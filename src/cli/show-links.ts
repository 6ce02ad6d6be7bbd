import qrcode from 'qrcode'
import type { Channel } from '../channels/channel.js'
import { createPoller, type Poller } from '../lib/poller.js'
import type { Edge } from './edge.js'

const everyMs = 500

/**
 * Shows the QR or the pairing code of each channel that waits for its link, and again when it changes (WhatsApp renews a QR
 * every 20 to 60 seconds). Says once when the link stands.
 */
export const showLinks = (
  edge: Pick<Edge, 'note'>,
  channels: readonly { channel: Pick<Channel, 'id' | 'account' | 'state'> }[],
): Poller => {
  const shown = new Map<string, string>()
  const look = async (): Promise<void> => {
    for (const { channel } of channels) {
      const state = channel.state()
      const name = `${channel.id}/${channel.account}`
      const before = shown.get(name)
      if (state.status === 'waiting-for-link') {
        const secret = state.pairingCode ?? state.qr
        if (!secret || secret === before) continue
        shown.set(name, secret)
        edge.note(await invitation(state))
      } else if (state.status === 'open' && before !== undefined) {
        shown.delete(name)
        edge.note('The WhatsApp number is linked.\n')
      }
    }
  }
  const poller = createPoller(look, { everyMs, onError: () => undefined })
  poller.start()
  return poller
}

const invitation = async (waiting: {
  qr: string | null
  pairingCode: string | null
}): Promise<string> => {
  const where = 'On the phone: WhatsApp, Linked devices, Link a device'
  if (waiting.pairingCode) {
    const code = waiting.pairingCode.replace(/^(.{4})(.{4})$/, '$1-$2')
    return `${where}, Link with phone number instead. The code: ${code}\n`
  }
  const picture = await qrcode.toString(waiting.qr ?? '', { type: 'terminal', small: true })
  return `${where}, and scan:\n${picture}\n`
}
