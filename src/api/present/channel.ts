import QRCode from 'qrcode'
import type { ChannelStateView } from '../contract/channel.js'
import type { ChannelFace } from '../deps.js'

const svgData = async (text: string): Promise<string> => {
  const svg = await QRCode.toString(text, { type: 'svg', margin: 2 })
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
}

/** The code that links a phone is a key: only who may link sees it. */
export const presentChannel = async (
  { id, account, state, link }: ChannelFace,
  { mayLink }: { mayLink: boolean },
): Promise<ChannelStateView> => {
  const now = state()
  return {
    id,
    account: mayLink ? account : '',
    status: now.status,
    since: now.since.toISOString(),
    qr: mayLink && now.qr ? await svgData(now.qr) : null,
    pairingCode: mayLink ? (now.pairingCode ?? null) : null,
    advice: now.advice ?? null,
    attempt: now.attempt ?? null,
    nextAttemptAt: now.nextAttemptAt?.toISOString() ?? null,
    linkable: link !== null,
  }
}
